// CellValue: what a cell of a column shows and holds, and how – numbers as numbers, dates as dates;
// for this room's own files.
#pragma once

#include <string>

#include "page/template.h"
#include "workbook/book.h"

namespace xueshi::workbook {

struct CellValue {
  std::string text;    // as it is printed
  std::string stored;  // of a number: as it is read back
  double number = 0;
  bool is_number = false;
  Look look;
};

// Its look has the column's own part: format, centred, red.
void show(const page::Column& column, const page::Cell& cell, CellValue& shown);

// At most `most` places, at least `least`: 21.00, 5.0, 10423.21.
std::string render_number(page::Number number, int most, int least);

}  // namespace xueshi::workbook
