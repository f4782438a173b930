// Creating and migrating the database.
#pragma once

#include <string>

#include "session/settings.h"

namespace xueshi::upkeep {

// Returns how many migrations ran. Where a role is named, it may do from then on what the daily
// work needs (PostgreSQL; store/daily_role.h); roles of earlier times get what new tables ask for.
// Throws base::Error (database).
int init_database(const session::Settings& settings, const std::string& daily_role = "");

}  // namespace xueshi::upkeep
