// Writing single rows, as decisions do; for this room's own files.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "database/session.h"
#include "database/stage.h"

namespace xueshi::database {

// Named values of one row.
class Columns {
 public:
  Columns& put(const char* name, std::int64_t value);
  Columns& put(const char* name, std::string_view value);
  Columns& put_value(const char* name, StageValue value);
  Columns& put_null(const char* name);
  Columns& put(const char* name, const std::optional<std::int64_t>& value);
  const std::vector<std::pair<std::string, StageValue>>& values() const { return values_; }

 private:
  std::vector<std::pair<std::string, StageValue>> values_;
};

void insert_row(soci::session& sql, const std::string& table, const Columns& columns);
// Returns how many rows had that key.
long long update_rows(soci::session& sql, const std::string& table, const Columns& columns,
                      const Columns& key);
long long delete_rows(soci::session& sql, const std::string& table, const Columns& key);

// A surrogate id that is free. Two who ask at the same time get the same one: the second to insert
// it meets base::ErrorKind::kConflict and tries again.
long long next_id(soci::session& sql, const std::string& table);

// Locks a row until the end of the transaction, before it is read. SQLite has locked the database
// already.
void lock_rows(Database::Session& session, const std::string& table, const Columns& key);

}  // namespace xueshi::database
