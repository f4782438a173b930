#include "store/people.h"

#include <fmt/format.h>

#include "database/big_query.h"
#include "database/row_write.h"
#include "database/session.h"
#include "store/person_row.h"
#include "store/scope_filter.h"

namespace xueshi::store {

std::vector<academy::Org> fetch_orgs(database::Database& database) {
  return database::guarded([&] {
    std::vector<academy::Org> orgs;
    academy::Org org;
    long long level = 0;
    database::Statement rows = (database.session().sql.prepare
                                    << "select code, name, parent, level from org order by code",
                                database::into(org.code), database::into(org.name),
                                database::into(org.parent), database::into(level));
    rows.execute();
    while (rows.fetch()) {
      org.level = static_cast<academy::OrgLevel>(level);
      orgs.push_back(org);
    }
    return orgs;
  });
}

long long find_org_id(database::Sql& sql, const academy::Scope& scope, std::string_view code) {
  ScopeValues in(scope);
  std::string text(code);
  long long id = 0;
  sql << "select o.id from org o where o.code = :code and" + std::string(kInScope),
      database::use(text, "code"), database::use(in.lo, "lo"), database::use(in.hi, "hi"),
      database::into(id);
  return sql.got_data() ? id : 0;
}

std::optional<academy::Person> find_login(database::Database& database, std::string_view login) {
  return database::guarded([&]() -> std::optional<academy::Person> {
    PersonRow row;
    std::string text(login);
    database::Statement query(database.session().sql);
    query.alloc();
    query.prepare(std::string("select ") + kPersonColumns +
                  " from person p join org o on o.id = p.org_id" + " where p.login = :login");
    row.bind(query);
    query.exchange(database::use(text, "login"));
    query.define_and_bind();
    if (!query.execute(true)) return std::nullopt;
    return row.person();
  });
}

std::vector<academy::RoleGrant> fetch_roles(database::Database& database,
                                            std::string_view employee) {
  return database::guarded([&] {
    std::vector<academy::RoleGrant> grants;
    std::string text(employee), role, org;
    database::Statement rows =
        (database.session().sql.prepare
             << "select g.role, o.code from role_grant g join person p on p.id = g.person_id"
                " join org o on o.id = g.org_id where p.employee = :employee order by o.lo, g.role",
         database::use(text, "employee"), database::into(role), database::into(org));
    rows.execute();
    while (rows.fetch())
      grants.push_back({text, academy::parse_role(role).value_or(academy::Role::kLearner), org});
    return grants;
  });
}

std::optional<academy::Person> find_person(database::Database& database,
                                           const academy::Scope& scope, std::string_view employee) {
  return database::guarded([&]() -> std::optional<academy::Person> {
    PersonRow row;
    ScopeValues in(scope);
    std::string text(employee);
    database::Statement query(database.session().sql);
    query.alloc();
    query.prepare(std::string("select ") + kPersonColumns +
                  " from person p join org o on o.id = p.org_id" +
                  " where p.employee = :employee and" + kPersonInScope);
    row.bind(query);
    query.exchange(database::use(text, "employee"));
    query.exchange(database::use(in.lo, "lo"));
    query.exchange(database::use(in.hi, "hi"));
    query.exchange(database::use(in.self, "self"));
    query.define_and_bind();
    if (!query.execute(true)) return std::nullopt;
    return row.person();
  });
}

std::optional<academy::Person> lock_person(database::Transaction& transaction,
                                           const academy::Scope& scope, std::string_view employee) {
  database::guarded([&] {
    database::Columns key;
    lock_rows(transaction.database().session(), "person", key.put("employee", employee));
  });
  return find_person(transaction.database(), scope, employee);
}

void save_person(database::Transaction& transaction, const academy::Person& person) {
  database::guarded([&] {
    database::Columns columns, key;
    auto put_date = [&](const char* name, const std::optional<base::Date>& date) {
      if (date) columns.put(name, base::render(*date));
      if (!date) columns.put_null(name);
    };
    columns.put("name", person.name)
        .put("division_level", std::int64_t{person.division_level})
        .put("hours_required", std::int64_t{person.hours_required})
        .put("email", person.email);
    if (person.post) columns.put("post", academy::word(*person.post));
    if (!person.post) columns.put_null("post");
    put_date("hired", person.hired);
    put_date("left_on", person.left);
    update_rows(transaction.database().session().sql, "person", columns,
                key.put("employee", person.employee));
  });
}

void for_each_person(database::Database& database, const academy::Scope& scope,
                     const std::function<void(const academy::Person&)>& on_person) {
  database::guarded([&] {
    PersonRow row;
    database::BigQuery people(database.session(), "everybody",
                              fmt::format("select {} from org o join person p on p.org_id = o.id"
                                          " where o.lo >= {} and o.lo < {} order by p.employee",
                                          kPersonColumns, scope.range().lo, scope.range().hi));
    row.bind(people.statement());
    while (people.fetch()) on_person(row.person());
  });
}

std::vector<std::string> fetch_holders(database::Database& database, academy::Role role,
                                       std::string_view org, base::Date today) {
  return database::guarded([&] {
    std::vector<std::string> holders;
    std::string word(academy::word(role)), unit(org), day = base::render(today), employee;
    database::Statement rows =
        (database.session().sql.prepare
             << "select p.employee from org o join role_grant g on g.org_id = o.id join person p"
                " on p.id = g.person_id where o.code = :org and g.role = :role"
                " and (p.left_on is null or p.left_on >= :day) order by p.employee",
         database::use(unit, "org"), database::use(word, "role"), database::use(day, "day"),
         database::into(employee));
    rows.execute();
    while (rows.fetch()) holders.push_back(employee);
    return holders;
  });
}

std::vector<academy::RoleGrant> fetch_all_roles(database::Database& database, base::Date today) {
  return database::guarded([&] {
    std::vector<academy::RoleGrant> grants;
    std::string day = base::render(today), employee, role, org;
    database::Statement rows =
        (database.session().sql.prepare
             << "select p.employee, g.role, o.code from role_grant g join person p on p.id ="
                " g.person_id join org o on o.id = g.org_id"
                " where p.left_on is null or p.left_on >= :day order by o.lo, g.role, p.employee",
         database::use(day, "day"), database::into(employee), database::into(role),
         database::into(org));
    rows.execute();
    while (rows.fetch())
      grants.push_back(
          {employee, academy::parse_role(role).value_or(academy::Role::kLearner), org});
    return grants;
  });
}

std::optional<std::int64_t> find_headcount(database::Database& database,
                                           const academy::Scope& scope, std::string_view org,
                                           base::Year year) {
  return database::guarded([&]() -> std::optional<std::int64_t> {
    database::Sql& sql = database.session().sql;
    long long id = find_org_id(sql, scope, org);
    long long wanted = year.value(), headcount = 0;
    sql << "select headcount from headcount where org_id = :id and year = :year",
        database::use(id, "id"), database::use(wanted, "year"), database::into(headcount);
    if (id == 0 || !sql.got_data()) return std::nullopt;
    return headcount;
  });
}

}  // namespace xueshi::store
