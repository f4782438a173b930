// CutCell: what paper cannot hold.
#pragma once

#include <cstddef>
#include <string>

namespace xueshi::workbook {

// A cell that paper cannot hold at 8 points or more: a number wider than its column, a text of a
// form longer than a row. (A text of a list goes on in rows of its own.) The file holds all of it.
struct CutCell {
  std::string cell;            // "C12"; of several sheets "按部门!C12"
  std::size_t characters = 0;  // of its text
};

}  // namespace xueshi::workbook
