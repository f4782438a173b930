#include "base/percent.h"

#include <cassert>

#include "base/number.h"

namespace xueshi::base {

Percent::Percent(std::int64_t numerator, std::int64_t denominator)
    : numerator_(numerator), denominator_(denominator == 0 ? 1 : denominator) {
  assert(numerator >= 0 && denominator >= 0 && (denominator > 0 || numerator == 0));
}

std::int64_t Percent::hundredths() const {
  return divide_half_up(numerator_ * 10'000, denominator_);
}

std::string render_two_places(const Percent& percent) {
  return render_fixed(percent.hundredths(), 2);
}

std::string render_screen(const Percent& percent) {
  std::string text = render_two_places(percent);
  if (text.back() == '0') text.pop_back();
  return text + "%";
}

}  // namespace xueshi::base
