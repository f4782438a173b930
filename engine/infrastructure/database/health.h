// Health: what `doctor` (upkeep/doctor.h) asks a database about itself, whatever its schema.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/library.h"
#include "database/database.h"

namespace xueshi::database {

// Of the libraries that this program runs with: {"SQLite", "3.40.1"}, {"libpq", "15.8"}, {"SOCI",
// "4.0.3"}.
base::Libraries library_versions();

// One setting of a database, as it is for this connection.
struct DatabaseSetting {
  std::string name;   // "fsync"; of SQLite a pragma
  std::string value;  // as the database writes it
};
// PostgreSQL: server_version, server_encoding, fsync, full_page_writes, synchronous_commit,
// default_transaction_isolation, max_connections, standard_conforming_strings; SQLite:
// journal_mode, synchronous, foreign_keys.
std::vector<DatabaseSetting> fetch_database_settings(Database& database);

// What the connected role may do beyond its work; false on SQLite.
struct RolePower {
  bool is_superuser = false;
  bool owns_tables = false;
};
RolePower fetch_role_power(Database& database);

// Milliseconds since 1970 by the server's clock, and by this machine's while it was asked.
// Requires: PostgreSQL.
struct TwoClocks {
  std::int64_t server = 0;
  std::int64_t here = 0;
};
TwoClocks read_clocks(Database& database);

// How many faults SQLite finds in its file's pages; stops at a hundred. Requires: SQLite.
std::int64_t count_page_faults(Database& database);

}  // namespace xueshi::database
