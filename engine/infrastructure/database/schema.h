// The schema, as numbered migrations; each runs once, in a transaction of its own.
#pragma once

#include "database/database.h"

namespace xueshi::database {

int newest_schema_version();
// 0 for an empty database.
int schema_version(Database& database);
int run_migrations(Database& database);

}  // namespace xueshi::database
