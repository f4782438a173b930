// Creating and migrating the database.
#pragma once

#include <string>

#include "app/settings.h"

namespace xueshi::app {

// Returns how many migrations ran. Where a role is named, it may do from then on what the daily
// work needs (PostgreSQL; store/daily_role.h); roles of earlier times get what new tables ask for.
// Throws base::Error (database).
int init_database(const Settings& settings, const std::string& daily_role = "");

}  // namespace xueshi::app
