// Connecting: what every connection needs before its first statement; for this room's own files.
#pragma once

#include <soci/soci.h>

#include <string>
#include <vector>

namespace xueshi::database {

// Both throw base::Error(kDatabase) as Database::open() says.
void connect_sqlite(soci::session& sql, const std::string& file, bool create);
void connect_postgres(soci::session& sql, const std::string& url);
// Throws base::Error(kDatabase) as Database::open_copy() says.
void connect_sqlite_copy(soci::session& sql, const std::string& file);

// What a client program of PostgreSQL needs to reach that server, as the variables of its
// environment: a password is never among its arguments, which everybody on the machine can read.
// Throws base::Error(kDatabase) where the URL is none.
std::vector<std::string> postgres_environment(const std::string& url);

}  // namespace xueshi::database
