#include "app/init.h"

#include "store/database.h"

namespace xueshi::app {

int init_database(const Settings& settings) {
  return store::Database::open(settings.value("db"), /*create=*/true).migrate();
}

}  // namespace xueshi::app
