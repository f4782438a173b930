// Connecting: what every connection needs before its first statement; for this room's own files.
#pragma once

#include <soci/soci.h>

#include <string>

namespace xueshi::store {

// Both throw base::Error(kDatabase) as Database::open() says.
void connect_sqlite(soci::session& sql, const std::string& file, bool create);
void connect_postgres(soci::session& sql, const std::string& url);

}  // namespace xueshi::store
