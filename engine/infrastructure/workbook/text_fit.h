// How much room a text needs in a printed cell. Workbooks are written without Excel at hand, so
// rows get their heights here: no text is cut on paper.
#pragma once

#include <string_view>
#include <vector>

namespace xueshi::workbook {

inline constexpr double kMostRowHeight = 409;  // points, as Excel has it

// Lines that a wrapped text takes where a line holds `units` half-width characters; whatever is not
// ASCII is two wide, as in 宋体. Words stay whole where they can, and no line begins with a comma
// (避头尾). At least 1.
int count_lines(std::string_view text, int units);

// Half-width characters of `size` points that a line of a cell holds; widths count digits of the
// default font, as everywhere in a workbook.
int units_per_line(double column_width, int size);

// What a row needs for `lines` lines of `size` points.
double height_of(int lines, int size);

// The text in pieces of at most `most` lines, cut where a paragraph ends, else a sentence, else
// anywhere; a line end between two pieces goes.
std::vector<std::string_view> split_text(std::string_view text, int units, int most);

struct Fit {
  int font_size = 10;  // points
  double height = 0;   // of the row, in points
  bool whole = true;   // nothing is cut on paper
};

// The larger font of 10 and 8 points, but not below `least`, at which the text fits a row as high
// as Excel allows; that of `least` where none does.
Fit fit_text(std::string_view text, double column_width, int least = 8);

// Likewise at which a number stands on one line: it is never wrapped, and #### where it does not
// fit.
Fit fit_number(std::string_view shown, double column_width, int least = 8);

}  // namespace xueshi::workbook
