#include "database/health.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <soci/version.h>
#include <sqlite3.h>

#include "base/clock.h"
#include "database/session.h"

namespace xueshi::database {

namespace {

std::string ask_text(Database& database, const std::string& query) {
  std::string answer;
  database.session().sql << query, soci::into(answer);
  return answer;
}

}  // namespace

base::Libraries library_versions() {
  int libpq = PQlibVersion();
  return {{"SQLite", sqlite3_libversion()},
          {"libpq", fmt::format("{}.{}", libpq / 10000, libpq % 10000)},
          {"SOCI", fmt::format("{}.{}.{}", SOCI_VERSION / 100000, SOCI_VERSION / 100 % 1000,
                               SOCI_VERSION % 100)}};
}

std::vector<DatabaseSetting> fetch_database_settings(Database& database) {
  return guarded([&] {
    std::vector<DatabaseSetting> settings;
    if (!database.is_postgresql()) {
      for (const char* name : {"journal_mode", "synchronous", "foreign_keys"})
        settings.push_back({name, ask_text(database, fmt::format("pragma {}", name))});
      return settings;
    }
    for (const char* name :
         {"server_version", "server_encoding", "fsync", "full_page_writes", "synchronous_commit",
          "default_transaction_isolation", "max_connections", "standard_conforming_strings"}) {
      std::string value, asked = name;
      database.session().sql << "select current_setting(:name)", soci::use(asked, "name"),
          soci::into(value);
      settings.push_back({name, value});
    }
    return settings;
  });
}

RolePower fetch_role_power(Database& database) {
  return guarded([&] {
    RolePower power;
    if (!database.is_postgresql()) return power;
    soci::session& sql = database.session().sql;
    power.is_superuser =
        ask_number(sql, "select count(*) from pg_roles where rolname = current_user and rolsuper") >
        0;
    power.owns_tables =
        ask_number(sql,
                   "select count(*) from pg_tables where schemaname = current_schema()"
                   " and tableowner = current_user") > 0;
    return power;
  });
}

TwoClocks read_clocks(Database& database) {
  return guarded([&] {
    TwoClocks clocks;
    std::int64_t before = base::milliseconds_since_1970();
    clocks.server = ask_number(database.session().sql,
                               "select cast(extract(epoch from clock_timestamp()) * 1000 as "
                               "bigint)");
    clocks.here = (before + base::milliseconds_since_1970()) / 2;
    return clocks;
  });
}

std::int64_t count_page_faults(Database& database) {
  return guarded([&] {
    std::int64_t faults = 0;
    std::string line;
    soci::statement rows =
        (database.session().sql.prepare << "pragma quick_check(100)", soci::into(line));
    rows.execute();
    while (rows.fetch()) faults += line == "ok" ? 0 : 1;
    return faults;
  });
}

}  // namespace xueshi::database
