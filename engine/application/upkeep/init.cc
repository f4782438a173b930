#include "app/init.h"

#include "store/daily_role.h"
#include "store/database.h"

namespace xueshi::app {

int init_database(const Settings& settings, const std::string& daily_role) {
  store::Database database = store::Database::open(settings.value("db"), /*create=*/true);
  int migrations = database.migrate();
  if (migrations > 0) store::renew_daily_grants(database);
  if (!daily_role.empty()) store::grant_daily_work(database, daily_role);
  return migrations;
}

}  // namespace xueshi::app
