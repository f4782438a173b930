#include "store/people.h"

#include <fmt/format.h>

#include "store/big_query.h"
#include "store/person_row.h"
#include "store/row_write.h"
#include "store/scope_filter.h"
#include "store/session.h"

namespace xueshi::store {

std::vector<academy::Org> fetch_orgs(Database& database) {
  return guarded([&] {
    std::vector<academy::Org> orgs;
    academy::Org org;
    long long level = 0;
    soci::statement rows =
        (database.session().sql.prepare
             << "select code, name, parent, level from org order by code",
         soci::into(org.code), soci::into(org.name), soci::into(org.parent), soci::into(level));
    rows.execute();
    while (rows.fetch()) {
      org.level = static_cast<academy::OrgLevel>(level);
      orgs.push_back(org);
    }
    return orgs;
  });
}

long long find_org_id(soci::session& sql, const academy::Scope& scope, std::string_view code) {
  ScopeValues in(scope);
  std::string text(code);
  long long id = 0;
  sql << "select o.id from org o where o.code = :code and" + std::string(kInScope),
      soci::use(text, "code"), soci::use(in.lo, "lo"), soci::use(in.hi, "hi"), soci::into(id);
  return sql.got_data() ? id : 0;
}

std::optional<academy::Person> find_login(Database& database, std::string_view login) {
  return guarded([&]() -> std::optional<academy::Person> {
    PersonRow row;
    std::string text(login);
    soci::statement query(database.session().sql);
    query.alloc();
    query.prepare(std::string("select ") + kPersonColumns +
                  " from person p join org o on o.id = p.org_id" + " where p.login = :login");
    row.bind(query);
    query.exchange(soci::use(text, "login"));
    query.define_and_bind();
    if (!query.execute(true)) return std::nullopt;
    return row.person();
  });
}

std::vector<academy::RoleGrant> fetch_roles(Database& database, std::string_view employee) {
  return guarded([&] {
    std::vector<academy::RoleGrant> grants;
    std::string text(employee), role, org;
    soci::statement rows =
        (database.session().sql.prepare
             << "select g.role, o.code from role_grant g join person p on p.id = g.person_id"
                " join org o on o.id = g.org_id where p.employee = :employee order by o.lo, g.role",
         soci::use(text, "employee"), soci::into(role), soci::into(org));
    rows.execute();
    while (rows.fetch())
      grants.push_back({text, academy::parse_role(role).value_or(academy::Role::kLearner), org});
    return grants;
  });
}

std::optional<academy::Person> find_person(Database& database, const academy::Scope& scope,
                                           std::string_view employee) {
  return guarded([&]() -> std::optional<academy::Person> {
    PersonRow row;
    ScopeValues in(scope);
    std::string text(employee);
    soci::statement query(database.session().sql);
    query.alloc();
    query.prepare(std::string("select ") + kPersonColumns +
                  " from person p join org o on o.id = p.org_id" +
                  " where p.employee = :employee and" + kPersonInScope);
    row.bind(query);
    query.exchange(soci::use(text, "employee"));
    query.exchange(soci::use(in.lo, "lo"));
    query.exchange(soci::use(in.hi, "hi"));
    query.exchange(soci::use(in.self, "self"));
    query.define_and_bind();
    if (!query.execute(true)) return std::nullopt;
    return row.person();
  });
}

std::optional<academy::Person> lock_person(Transaction& transaction, const academy::Scope& scope,
                                           std::string_view employee) {
  guarded([&] {
    Columns key;
    lock_rows(transaction.database().session(), "person", key.put("employee", employee));
  });
  return find_person(transaction.database(), scope, employee);
}

void save_person(Transaction& transaction, const academy::Person& person) {
  guarded([&] {
    Columns columns, key;
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

void for_each_person(Database& database, const academy::Scope& scope,
                     const std::function<void(const academy::Person&)>& on_person) {
  guarded([&] {
    PersonRow row;
    BigQuery people(database.session(), "everybody",
                    fmt::format("select {} from org o join person p on p.org_id = o.id"
                                " where o.lo >= {} and o.lo < {} order by p.employee",
                                kPersonColumns, scope.range().lo, scope.range().hi));
    row.bind(people.statement());
    while (people.fetch()) on_person(row.person());
  });
}

std::vector<std::string> fetch_holders(Database& database, academy::Role role, std::string_view org,
                                       base::Date today) {
  return guarded([&] {
    std::vector<std::string> holders;
    std::string word(academy::word(role)), unit(org), day = base::render(today), employee;
    soci::statement rows =
        (database.session().sql.prepare
             << "select p.employee from org o join role_grant g on g.org_id = o.id join person p"
                " on p.id = g.person_id where o.code = :org and g.role = :role"
                " and (p.left_on is null or p.left_on >= :day) order by p.employee",
         soci::use(unit, "org"), soci::use(word, "role"), soci::use(day, "day"),
         soci::into(employee));
    rows.execute();
    while (rows.fetch()) holders.push_back(employee);
    return holders;
  });
}

std::vector<academy::RoleGrant> fetch_all_roles(Database& database, base::Date today) {
  return guarded([&] {
    std::vector<academy::RoleGrant> grants;
    std::string day = base::render(today), employee, role, org;
    soci::statement rows =
        (database.session().sql.prepare
             << "select p.employee, g.role, o.code from role_grant g join person p on p.id ="
                " g.person_id join org o on o.id = g.org_id"
                " where p.left_on is null or p.left_on >= :day order by o.lo, g.role, p.employee",
         soci::use(day, "day"), soci::into(employee), soci::into(role), soci::into(org));
    rows.execute();
    while (rows.fetch())
      grants.push_back(
          {employee, academy::parse_role(role).value_or(academy::Role::kLearner), org});
    return grants;
  });
}

std::optional<std::int64_t> find_headcount(Database& database, const academy::Scope& scope,
                                           std::string_view org, base::Year year) {
  return guarded([&]() -> std::optional<std::int64_t> {
    soci::session& sql = database.session().sql;
    long long id = find_org_id(sql, scope, org);
    long long wanted = year.value(), headcount = 0;
    sql << "select headcount from headcount where org_id = :id and year = :year",
        soci::use(id, "id"), soci::use(wanted, "year"), soci::into(headcount);
    if (id == 0 || !sql.got_data()) return std::nullopt;
    return headcount;
  });
}

}  // namespace xueshi::store
