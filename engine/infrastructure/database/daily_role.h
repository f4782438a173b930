// The role that the program works as day to day on PostgreSQL, while another one owns the database.
//
// It reads and writes rows, and of every table only what the program does with it: the audit trail,
// publications and what they were made by are added to and never changed, and their triggers are
// the owner's. It makes temporary tables and no others. Migrations are the owner's, and grant anew.
#pragma once

#include <string>

#include "database/database.h"

namespace xueshi::database {

// Grants `role` what daily work needs, and takes away what else it had been granted on our tables.
// Throws base::Error(kDatabase): SQLite, no such role, a role that could do more than it should (a
// superuser, the owner or a member of it, one that may create in the schema), the connection is not
// the owner's, or the role may make no temporary tables and this is not the owner of the database
// ("database.no-temporary"). Requires: the schema is current.
void grant_daily_work(Database& database, const std::string& role);

// After migrations: the same for every role that had it before. Nothing on SQLite.
void renew_daily_grants(Database& database);

}  // namespace xueshi::database
