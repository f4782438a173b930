#include "store/statistics.h"

#include "database/session.h"

namespace xueshi::store {

namespace {

bool owns_tables(database::Sql& sql) {
  return database::ask_number(sql,
                              "select count(*) from pg_class where oid = 'record'::regclass"
                              " and pg_has_role(relowner, 'usage')") > 0;
}

}  // namespace

void refresh_statistics(database::Database& database) {
  database::guarded([&] {
    database::Sql& sql = database.session().sql;
    if (database.is_postgresql() && !owns_tables(sql)) {
      database::run(
          sql, "select refresh_statistics()");  // vacuuming is left to the server (daily_role.h)
    } else if (database.is_postgresql()) {
      // The covering index alone answers only for vacuumed pages. Tables that the server is busy
      // with already are left to it.
      database::run(
          sql,
          "vacuum (analyze, skip_locked) org, person, headcount, plan, class, attendee, record,"
          " exam");
    } else {
      database::run(sql, "pragma analysis_limit = 1000");
      database::run(sql, "analyze");
    }
  });
}

}  // namespace xueshi::store
