// Values of imports that no room of the domain has.
#pragma once

#include <cstdint>
#include <string>

#include "base/date.h"

namespace xueshi::store {

// Rows that add to or change data of a year whose backbone report is finalised.
struct FinalisedRows {
  int first = 0;  // its number in the file
  std::int64_t count = 0;
};

// A row of a file that does something to its table.
struct TouchedRow {
  int row = 0;  // its number in the file
  bool is_new = false;
};

// ARP's headcount of an institute in a year.
struct HeadcountRow {
  std::string org;
  base::Year year;
  std::int64_t count = 0;
};

}  // namespace xueshi::store
