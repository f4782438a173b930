// Values of imports that no room of the domain has.
#pragma once

#include <cstdint>
#include <string>

#include "base/date.h"

namespace xueshi::store {

// Who imports.
struct Importer {
  std::string employee;           // empty: the machine's operator
  std::string unreviewed_source;  // records of this source nobody approves
};

// ARP's headcount of an institute in a year.
struct HeadcountRow {
  std::string org;
  base::Year year;
  std::int64_t count = 0;
};

}  // namespace xueshi::store
