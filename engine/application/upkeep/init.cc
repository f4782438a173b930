#include "upkeep/init.h"

#include "database/daily_role.h"
#include "database/database.h"

namespace xueshi::upkeep {

int init_database(const session::Settings& settings, const std::string& daily_role) {
  database::Database database = database::Database::open(settings.value("db"), /*create=*/true);
  int migrations = database.migrate();
  if (migrations > 0) database::renew_daily_grants(database);
  if (!daily_role.empty()) database::grant_daily_work(database, daily_role);
  return migrations;
}

}  // namespace xueshi::upkeep
