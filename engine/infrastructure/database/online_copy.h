// A copy of a whole SQLite database, made while others write to it; and the state that a client
// program of PostgreSQL copies.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "database/database.h"

namespace xueshi::database {

using OnCopied = std::function<void(std::int64_t done, std::int64_t size)>;

// Writes the state of the snapshot into a new file. Throws base::Error(kDisk).
// Requires: SQLite; a snapshot is open.
void write_sqlite_copy(Database& database, const std::filesystem::path& file,
                       const OnCopied& on_copied);

// The name under which other connections see the state of the snapshot, while it lasts.
// Requires: PostgreSQL; a snapshot is open.
std::string export_snapshot(Database& database);

// What a client program needs to reach the database as this connection did, as the variables of its
// environment: a password is never among its arguments, which everybody on the machine can read.
// Requires: PostgreSQL.
std::vector<std::string> client_environment(Database& database);

// Major version of the server; 0 for SQLite.
int server_version(Database& database);

}  // namespace xueshi::database
