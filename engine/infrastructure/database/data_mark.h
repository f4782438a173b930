// DataMark: whether a table may have changed since somebody looked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "database/database.h"

namespace xueshi::database {

// Equal marks of one table mean equal rows. Other marks mean that something was committed since: to
// that table on PostgreSQL, to any on SQLite. Costs one short query; on PostgreSQL, where anything
// was committed since, a second one over the table's rows. Not kept: a mark is of one process.
struct DataMark {
  std::int64_t connection = 0;  // on SQLite, whose counters each connection has for itself
  std::int64_t others = 0;
  std::int64_t own = 0;
  bool operator==(const DataMark&) const = default;
};

// Absent while the connection itself is writing. Throws base::Error(kDatabase).
std::optional<DataMark> mark_of(Database& database, const std::string& table);

}  // namespace xueshi::database
