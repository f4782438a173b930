// Creating and migrating the database.
#pragma once

#include <filesystem>
#include <string>

#include "session/settings.h"
#include "upkeep/backup.h"

namespace xueshi::upkeep {

struct Initialised {
  int migrations = 0;  // how many ran
  std::filesystem::path
      backup;  // of the database as it was before; empty where nothing stood in it
};

// Creates the database, or brings it to the newest schema: then a backup is made before, beside the
// audit trail's witness. Where a role is named, it may do from then on what the daily work needs
// (PostgreSQL; database/daily_role.h); roles of earlier times get what new tables ask for. Throws
// base::Error (database; "database.schema-new": it is newer than this program).
Initialised init_database(const session::Settings& settings, const std::string& daily_role,
                          const OnBackup& on_progress);

}  // namespace xueshi::upkeep
