// Connections that keep their prepared statements; for this room's own files.
//
// SOCI prepares anew for every statement object. A decision asks some thirty small questions, and
// parsing them costs more than answering; on PostgreSQL it also means two more trips to the server
// each. Here a statement that is done with is kept under its text, and whoever says the same text
// next gets it. Nothing else changes for the callers.
#pragma once

#include <soci/soci.h>

namespace xueshi::database {

// Kept is what has parameters.
const soci::backend_factory& keeping_sqlite3();
const soci::backend_factory& keeping_postgresql();

}  // namespace xueshi::database
