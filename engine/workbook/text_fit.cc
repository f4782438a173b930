#include "workbook/text_fit.h"

#include <algorithm>

#include "base/text.h"

namespace xueshi::workbook {

namespace {

constexpr int kFontSizes[] = {10, 8, 7, 6};
constexpr double kLinePerPoint = 1.3;  // line height over font size, of the fonts that print 宋体
constexpr double kPadding = 5;         // points above and below

// Half-width characters of `size` points in a column. Widths count digits of the 11 point default
// font, 7 pixels each; a Chinese character of 10 points takes 13.3 pixels, two units. Rounded down:
// rather a line too many.
int units_per_line(double column_width, int size) {
  return std::max(2, static_cast<int>(column_width * 10.4 / size));
}

}  // namespace

int count_lines(std::string_view text, int units) {
  int lines = 1;
  int used = 0;  // of the current line
  int word = 0;  // of the unbreakable run at its end
  for (std::string_view character : base::characters(text)) {
    if (character == "\n") {
      ++lines;
      used = word = 0;
      continue;
    }
    int width = base::display_width(character);
    bool breakable = width == 2 || character == " " || character == "-";
    word = breakable ? 0 : word + width;
    used += width;
    if (used <= units) continue;
    ++lines;
    used = std::max(width, word <= units ? word : width);
    if (word > units) word = width;
  }
  return lines;
}

Fit fit_text(std::string_view text, double column_width) {
  Fit fit;
  for (int size : kFontSizes) {
    fit.font_size = size;
    fit.height =
        count_lines(text, units_per_line(column_width, size)) * size * kLinePerPoint + kPadding;
    if (fit.height <= kMostRowHeight) return fit;
  }
  fit.height = kMostRowHeight;
  return fit;
}

}  // namespace xueshi::workbook
