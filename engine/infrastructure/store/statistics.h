// Statistics: what the database's planner knows of its tables.
#pragma once

#include "database/database.h"

namespace xueshi::store {

// Tells the database that its contents changed a lot (ANALYZE); called once after large imports,
// outside a transaction.
void refresh_statistics(database::Database& database);

}  // namespace xueshi::store
