// How far institutes are with a year's end: all of a scope at once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "academy/scope.h"
#include "base/date.h"
#include "database/database.h"

namespace xueshi::store {

struct InstituteProgress {
  std::string org;
  std::string name;
  std::optional<std::int64_t> headcount;  // ARP's; absent: not imported
  std::string backbone;                   // a place name
  std::int64_t required = 0;              // frozen with it; 0 before
  std::int64_t reported = 0;
  std::string summary;        // a place name; empty: not created
  std::int64_t revision = 0;  // of the last submission
  std::int64_t classes = 0;   // that count (yearend::counts)
  std::int64_t carried_out = 0;
  std::int64_t workbooks = 0;  // of `reports`, how many were published where scheduled ones go
};

// By code. One query, whatever the number of institutes. Requires: `reports` is not empty.
std::vector<InstituteProgress> fetch_progress(database::Database& database,
                                              const academy::Scope& scope, base::Year year,
                                              const std::vector<std::string>& reports);

}  // namespace xueshi::store
