// Connecting: what every connection needs before its first statement; for this room's own files.
#pragma once

#include <soci/soci.h>

#include <string>

namespace xueshi::database {

// Both throw base::Error(kDatabase) as Database::open() says.
void connect_sqlite(soci::session& sql, const std::string& file, bool create);
void connect_postgres(soci::session& sql, const std::string& url);
// Throws base::Error(kDatabase) as Database::open_copy() says.
void connect_sqlite_copy(soci::session& sql, const std::string& file);

}  // namespace xueshi::database
