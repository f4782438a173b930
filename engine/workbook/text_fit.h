// How much room a text needs in a printed cell. Workbooks are written without Excel at hand, so
// rows get their heights here: no text is cut on paper.
#pragma once

#include <string_view>

namespace xueshi::workbook {

// Lines that a wrapped text takes where a line holds `units` half-width characters. At least 1.
int count_lines(std::string_view text, int units);

struct Fit {
  int font_size = 10;  // points
  double height = 0;   // of the row, in points
};

// The largest font of 10, 8, 7, 6 points at which the text fits a row as high as Excel allows (409
// points).
Fit fit_text(std::string_view text, double column_width);

inline constexpr double kMostRowHeight = 409;

}  // namespace xueshi::workbook
