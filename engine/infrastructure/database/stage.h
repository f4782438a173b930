// Stage: the rows of one import file in a temporary table, written as fast as the database takes
// them; for this room's own files.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "database/session.h"

namespace xueshi::database {

using StageValue = std::variant<std::monostate, std::int64_t, std::string>;  // monostate: null

struct StageColumn {
  const char* name;
  bool is_text;
};

// A row writer: COPY on PostgreSQL, one prepared insert on SQLite.
class StageWriter {
 public:
  virtual ~StageWriter() = default;
  virtual void add(const std::vector<StageValue>& row) = 0;
  // Everything added so far is in the table, and the session is free; more may be added.
  virtual void finish() = 0;
};

// (Re)creates the temporary table `table` with these columns and opens it for writing. Between
// add() and finish() nothing else may run on the session.
std::unique_ptr<StageWriter> open_stage(Database::Session& session, const std::string& table,
                                        const std::vector<StageColumn>& columns);

}  // namespace xueshi::database
