#include "store/institute_rows.h"

#include <fmt/format.h>

#include "base/error.h"
#include "store/scope_filter.h"

namespace xueshi::store {

long long require_org(database::Database& database, const academy::Scope& scope,
                      std::string_view org) {
  long long id = find_org_id(database.session().sql, scope, org);
  if (id == 0) {
    throw base::Error(base::ErrorKind::kDatabase, "该研究所已不在数据库中，请重新导入 orgs");
  }
  return id;
}

long long delete_rows(database::Sql& sql, const char* table, long long org, long long year) {
  return database::run(
      sql, fmt::format("delete from {} where org_id = {} and year = {}", table, org, year));
}

}  // namespace xueshi::store
