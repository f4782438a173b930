#include "page/flow.h"

#include <algorithm>
#include <cmath>

namespace xueshi::page {

namespace {

constexpr double kPointsPerCentimetre = 72 / 2.54;
// Programs that print measure fonts and borders a little differently.
constexpr double kSlack = 0.98;

struct Size {
  double width, height;  // centimetres, portrait
};

Size size_of(Paper paper) {
  switch (paper) {
    case Paper::kA3:
      return {29.7, 42};
    case Paper::kA5:
      return {14.8, 21};
    default:
      return {21, 29.7};
  }
}

}  // namespace

PageRoom measure_page(const Template& page, double width) {
  Size paper = size_of(page.paper);
  if (page.landscape) std::swap(paper.width, paper.height);
  double room_across = (paper.width - 2 * page.margin_cm) * kPointsPerCentimetre * kSlack;
  double room_down = (paper.height - 2 * page.margin_cm) * kPointsPerCentimetre * kSlack;
  int scale = static_cast<int>(std::floor(room_across / width * 100));
  scale = std::clamp(scale, 10, 100);  // as Excel has it
  return {scale, room_down * 100 / scale};
}

int least_font(int scale) {
  constexpr int kLeast = 8, kUsual = 10;
  return std::clamp((kLeast * 100 + scale - 1) / scale, kLeast, kUsual);
}

bool Flow::would_break(double height) const {
  return ended_ || (!is_empty_ && used_ + height + reserved_ > height_);
}

bool Flow::place(int row, double height) { return put(row, height, would_break(height)); }

bool Flow::place_last(int row, double height) {
  return put(row, height, ended_ || (!is_empty_ && used_ + height > height_));
}

bool Flow::put(int row, double height, bool breaks) {
  if (breaks && row > 0) {
    breaks_.push_back(row);
    used_ = repeated_;
  }
  ended_ = false;
  is_empty_ = false;
  used_ += height;
  return breaks && row > 0;
}

}  // namespace xueshi::page
