#include "sheet/reader.h"

#include <fmt/format.h>

namespace xueshi::sheet {

base::Place Source::place(int row, int column) const {
  base::Place place;
  place.file = file;
  place.line = row;
  place.column = column;
  if (is_workbook()) {
    place.cell = fmt::format("{}!{}{}", sheet, column_letters(column > 0 ? column : 1), row);
  }
  return place;
}

void add_cell_faults(const Source& source, const Row& row, base::Findings& findings) {
  for (const Cell& cell : row.cells) {
    if (cell.fault == nullptr) continue;
    findings.error(source.place(row.number, cell.column), cell.fault->code, cell.fault->message);
  }
}

std::string column_letters(int column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return letters;
}

}  // namespace xueshi::sheet
