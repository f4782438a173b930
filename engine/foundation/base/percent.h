// Percent: an exact fraction, rounded once when it is shown.
#pragma once

#include <cstdint>
#include <string>

namespace xueshi::base {

class Percent {
 public:
  constexpr Percent() = default;
  // numerator ÷ denominator, as a rate. 0 ÷ 0 is 0 (domain.md §4.3). Requires: both ≥ 0, numerator
  // 0 where denominator is 0, numerator < 2^48.
  Percent(std::int64_t numerator, std::int64_t denominator);

  std::int64_t hundredths() const;  // 42.857… % → 4286, half up

 private:
  std::int64_t numerator_ = 0;
  std::int64_t denominator_ = 1;
};

// Two places, for workbooks and data: "42.86", "0.00".
std::string render_two_places(const Percent& percent);

// At least one place and a sign, for screens: "0.0%", "21.88%", "4.5%".
std::string render_screen(const Percent& percent);

}  // namespace xueshi::base
