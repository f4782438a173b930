#include "store/backup.h"

#include <fmt/format.h>

#include "base/error.h"
#include "database/schema.h"
#include "database/session.h"

namespace xueshi::store {

namespace {

constexpr int kFirstWithAudit = 2;

// Tables of extensions are not ours.
constexpr const char* kPostgresTables =
    "select c.relname from pg_class c where c.relkind in ('r', 'p')"
    " and c.relnamespace = current_schema()::regnamespace"
    " and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')";
constexpr const char* kSqliteTables =
    "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape "
    "'\\'";

std::vector<std::string> fetch_tables(database::Database& database) {
  std::vector<std::string> names;
  std::string name;
  database::Statement rows = (database.session().sql.prepare
                                  << (database.is_postgresql() ? kPostgresTables : kSqliteTables),
                              database::into(name));
  rows.execute();
  while (rows.fetch()) names.push_back(name);
  return names;
}

void require_known_schema(int version) {
  if (version < kFirstWithAudit) {
    throw base::Error(base::ErrorKind::kDatabase, "数据库是空的，或结构太旧：请先更新数据库的结构",
                      "database.schema-old");
  }
  if (version > database::newest_schema_version()) {
    throw base::Error(base::ErrorKind::kDatabase,
                      fmt::format("数据库的结构版本是 {}，比本程序的 {} 新：请使用新版程序",
                                  version, database::newest_schema_version()),
                      "database.schema-new");
  }
}

}  // namespace

Contents fetch_contents(database::Database& database) {
  return database::guarded([&] {
    database::Sql& sql = database.session().sql;
    Contents contents;
    contents.schema_version = database::schema_version(database);
    require_known_schema(contents.schema_version);
    contents.installation = installation_id(database);
    for (const std::string& table : fetch_tables(database))
      contents.rows[table] = database::ask_number(
          sql, "select count(*) from " + database::render_name(database.session(), table));
    contents.heads = fetch_audit_heads(database);
    return contents;
  });
}

std::string namespace_of(database::Database& database) {
  if (!database.is_postgresql()) return "";
  return database::guarded([&] {
    std::string name;
    database.session().sql << "select coalesce(current_schema()::text, '')", database::into(name);
    return name;
  });
}

}  // namespace xueshi::store
