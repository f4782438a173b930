// Which heading of a file is which column of its table.
#pragma once

#include <string>
#include <vector>

#include "intake/layout.h"
#include "store/import_values.h"

namespace xueshi::imports {

// The columns of the kind's table whose heading the file does not have: what is stored there stays.
// Those that must be there are, or there is no layout.
std::vector<std::string> left_out_columns(const intake::Layout& layout);

// One cell of a row that changes, as the file calls and writes it.
struct ChangedCell {
  std::string heading;
  std::string before, after;
};
// In order of columns; without what no file says (whether a class is pre-filled).
std::vector<ChangedCell> changed_cells(intake::Kind kind, const store::ChangedRow& row);

}  // namespace xueshi::imports
