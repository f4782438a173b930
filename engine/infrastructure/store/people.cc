#include "store/people.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "database/big_query.h"
#include "database/row_write.h"
#include "database/session.h"
#include "store/person_row.h"
#include "store/scope_filter.h"

namespace xueshi::store {

namespace {

// Aliases g (the grant), p (who), o (where), d (whom they act for).
constexpr const char* kGrants =
    "select p.employee, g.role, o.code, g.begins, g.ends, d.employee, p.hired, p.left_on,"
    " p.earlier_spells from role_grant g"
    " join person p on p.id = g.person_id join org o on o.id = g.org_id"
    " left join person d on d.id = g.deputy_for";
constexpr const char* kHeldToday =
    " (g.begins is null or g.begins <= :day) and (g.ends is null or g.ends >= :day) and";

struct GrantRow {
  academy::RoleGrant grant;
  std::string role;
  database::Nullable<std::string> begins, ends, deputy_for;
  EmploymentRow employment;  // of who holds it

  void bind(database::Statement& rows) {
    rows.exchange(database::into(grant.employee));
    rows.exchange(database::into(role));
    rows.exchange(database::into(grant.org));
    rows.exchange(database::into(begins));
    rows.exchange(database::into(ends));
    rows.exchange(database::into(deputy_for));
    employment.bind(rows);
  }

  const academy::RoleGrant& value() {
    grant.role = academy::parse_role(role).value_or(academy::Role::kLearner);
    grant.begins = database::to_date(begins);
    grant.ends = database::to_date(ends);
    grant.deputy_for = deputy_for.is_null() ? "" : deputy_for.value;
    return grant;
  }
};

// Those under a condition; `bind` hands over its values. Given a day, of those who have not left by
// then.
template <typename Bind>
std::vector<academy::RoleGrant> fetch_grants(database::Database& database,
                                             const std::string& condition, Bind bind,
                                             std::optional<base::Date> still_here = {}) {
  GrantRow row;
  database::Statement query(database.session().sql);
  query.alloc();
  query.prepare(fmt::format("{} where{}", kGrants, condition));
  bind(query);
  row.bind(query);
  query.define_and_bind();
  query.execute();
  std::vector<academy::RoleGrant> grants;
  while (query.fetch()) {
    if (!still_here || !academy::left_before(row.employment.value(), *still_here))
      grants.push_back(row.value());
  }
  return grants;
}

// Those held today, under a further condition.
template <typename Bind>
std::vector<academy::RoleGrant> fetch_held(database::Database& database, base::Date today,
                                           const std::string& condition, Bind bind,
                                           std::optional<base::Date> still_here = {}) {
  std::string day = base::render(today);
  auto bind_all = [&](auto& query) {
    query.exchange(database::use(day, "day"));
    bind(query);
  };
  return fetch_grants(database, kHeldToday + condition, bind_all, still_here);
}

}  // namespace

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

std::optional<academy::Person> find_login(database::Database& database, std::string_view login,
                                          std::string_view folded) {
  return database::guarded([&]() -> std::optional<academy::Person> {
    PersonRow row;
    std::string text(folded);
    database::Statement query(database.session().sql);
    query.alloc();
    query.prepare(std::string("select ") + kPersonColumns +
                  " from person p join org o on o.id = p.org_id" +
                  " where lower(p.login) = :login");
    row.bind(query);
    query.exchange(database::use(text, "login"));
    query.define_and_bind();
    std::vector<academy::Person> alike;
    for (bool there = query.execute(true); there; there = query.fetch()) {
      alike.push_back(row.person());
      if (alike.back().login == login) return alike.back();
    }
    return alike.size() == 1 ? std::optional(alike.front()) : std::nullopt;
  });
}

std::vector<academy::RoleGrant> fetch_roles(database::Database& database, std::string_view employee,
                                            base::Date today) {
  return database::guarded([&] {
    std::string text(employee);
    return fetch_held(database, today, " p.employee = :employee order by o.lo, g.role",
                      [&](auto& query) { query.exchange(database::use(text, "employee")); });
  });
}

std::vector<academy::RoleGrant> fetch_every_role(database::Database& database,
                                                 std::string_view employee) {
  return database::guarded([&] {
    std::string text(employee);
    return fetch_grants(database, " p.employee = :employee order by o.lo, g.role",
                        [&](auto& query) { query.exchange(database::use(text, "employee")); });
  });
}

void save_end(database::Transaction& transaction, const academy::RoleGrant& grant) {
  database::guarded([&] {
    std::string employee = grant.employee, role(academy::word(grant.role)), org = grant.org;
    std::string ends = base::render(*grant.ends);
    transaction.database().session().sql
        << "update role_grant set ends = :ends where role = :role"
           " and person_id = (select id from person where employee = :employee)"
           " and org_id = (select id from org where code = :org)",
        database::use(ends, "ends"), database::use(role, "role"),
        database::use(employee, "employee"), database::use(org, "org");
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

std::map<std::string, std::string> fetch_names(database::Database& database,
                                               const academy::Scope& scope,
                                               const std::set<std::string>& employees) {
  return database::guarded([&] {
    constexpr std::ptrdiff_t kAtOnce = 1000;
    std::map<std::string, std::string> names;
    std::vector<std::string> left(employees.begin(), employees.end());
    while (!left.empty()) {
      auto from = left.end() - std::min(kAtOnce, std::ssize(left));
      database::Values values;
      std::string query =
          "select p.employee, p.name from person p join org o on o.id = p.org_id"
          " where p.employee in (" +
          values.add_all({from, left.end()}) + ")";
      query += " and ((o.lo >= " + values.add(std::int64_t{scope.range().lo}) + " and o.lo < " +
               values.add(std::int64_t{scope.range().hi}) +
               ") or p.employee = " + values.add(scope.employee()) + ")";
      std::string employee, name;
      database::BigQuery rows(database.session(), "names", query, std::move(values));
      rows.bind(employee, name);
      while (rows.fetch()) names[employee] = name;
      left.erase(from, left.end());
    }
    return names;
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
    columns.put("name", person.name)
        .put("division_level", std::int64_t{person.division_level})
        .put("hours_required", std::int64_t{person.hours_required})
        .put("email", person.email)
        .put("facts", academy::render_facts(person.facts));
    if (person.post) columns.put("post", academy::word(*person.post));
    if (!person.post) columns.put_null("post");
    auto values = values_of(person.employment);
    for (std::size_t i = 0; i < values.size(); ++i) {
      if (values[i]) columns.put(kEmploymentColumns[i], *values[i]);
      if (!values[i]) columns.put_null(kEmploymentColumns[i]);
    }
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
                                          " where {} order by p.employee",
                                          kPersonColumns, in_scope(scope)));
    row.bind(people.statement());
    while (people.fetch()) on_person(row.person());
  });
}

std::vector<academy::RoleGrant> fetch_holders(database::Database& database, academy::Role role,
                                              std::string_view org, base::Date today) {
  return database::guarded([&] {
    std::string word(academy::word(role)), unit(org);
    auto bind = [&](auto& query) {
      query.exchange(database::use(unit, "org"));
      query.exchange(database::use(word, "role"));
    };
    return fetch_held(database, today, " o.code = :org and g.role = :role order by p.employee",
                      bind, today);
  });
}

std::vector<academy::RoleGrant> fetch_all_roles(database::Database& database, base::Date today) {
  return database::guarded([&] {
    return fetch_held(
        database, today, " true order by o.lo, g.role, p.employee", [](auto&) {}, today);
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
