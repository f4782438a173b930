// Creating and migrating the database.
#pragma once

#include "app/settings.h"

namespace xueshi::app {

// Returns how many migrations ran. Throws base::Error (database).
int init_database(const Settings& settings);

}  // namespace xueshi::app
