// The schema, as numbered migrations; each runs once, in a transaction of its own.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "database/database.h"

namespace xueshi::database {

// Statements, in order. {text} is `text collate "C"` on PostgreSQL, so that every order and
// comparison is byte order on both; {clustered} stores an SQLite table in the order of its key; a
// statement that begins with {sqlite} or {postgresql} is for that one alone.
using Migration = std::vector<std::string>;

// A file of schema/: a line that begins with `--` is a comment, a `;` at the end of a line ends a
// statement (one within a line is part of it, as in a trigger's body).
// Requires: the last statement ends.
Migration parse_migration(std::string_view text);

// A trigger of the schema as it is kept for one of the dialects.
struct SchemaTrigger {
  std::string name;
  std::string table;
  std::string statement;  // that makes it
  std::string body;       // of the function that it calls; PostgreSQL
};
std::vector<SchemaTrigger> schema_triggers(bool postgresql);

int newest_schema_version();
// 0 for an empty database.
int schema_version(Database& database);
int run_migrations(Database& database, const OnMigrated& on_migrated = nullptr);

}  // namespace xueshi::database
