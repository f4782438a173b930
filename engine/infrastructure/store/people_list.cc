#include "store/people_list.h"

#include <fmt/format.h>

#include "database/big_query.h"
#include "database/session.h"
#include "store/listing.h"
#include "store/person_row.h"
#include "store/scope_filter.h"

namespace xueshi::store {

namespace {

constexpr const char* kFrom = " from person p join org o on o.id = p.org_id where ";

std::string people_where(const academy::Scope& scope, const PeopleFilter& filter,
                         database::Values& values) {
  std::string text = in_scope(scope);
  if (!filter.name.empty()) {
    text += " and (" + has_part("p.name", filter.name, values);
    text += " or " + has_part("p.login", filter.name, values);
    text += " or " + has_part("p.employee", filter.name, values) + ")";
  }
  if (filter.required) text += fmt::format(" and p.hours_required = {}", *filter.required ? 1 : 0);
  if (filter.new_hires) {
    std::string first = values.add(fmt::format("{}-01-01", filter.new_hires->value()));
    std::string last = values.add(fmt::format("{}-12-31", filter.new_hires->value()));
    // Whichever of the spells began in that year: FIRST/LAST FIRST/LAST … (academy/person.h).
    text += fmt::format(" and (p.hired between {} and {}", first, last);
    text += " or ' ' || p.earlier_spells like " +
            values.add(fmt::format("% {}-%", filter.new_hires->value())) + ")";
  }
  return text;
}

}  // namespace

std::int64_t count_people(database::Database& database, const academy::Scope& scope,
                          const PeopleFilter& filter) {
  return database::guarded([&] {
    database::Values values;
    std::string where = people_where(scope, filter, values);
    return database::ask_number(database.session().sql,
                                std::string("select count(*)") + kFrom + where, std::move(values));
  });
}

std::int64_t count_people_to(database::Database& database, const academy::Scope& scope,
                             const PeopleAsked& asked, const std::string& employee) {
  return database::guarded([&] {
    database::Values values;
    std::string where = people_where(scope, asked.filter, values);
    std::string text = "select count(*)";
    text += kFrom + where;
    text +=
        " and exists (select 1 from person q join org u on u.id = q.org_id where q.employee = " +
        values.add(employee);
    text += " and " +
            stands_up_to(people_key(asked.order, "p", "o"), people_key(asked.order, "q", "u"),
                         asked.is_down, "p.employee", "q.employee") +
            ")";
    return database::ask_number(database.session().sql, text, std::move(values));
  });
}

std::vector<academy::Person> fetch_people(database::Database& database, const academy::Scope& scope,
                                          const PeopleAsked& asked, std::int64_t begin,
                                          std::int64_t size) {
  return database::guarded([&] {
    database::Values values;
    std::string text = std::string("select ") + kPersonColumns + kFrom;
    text += people_where(scope, asked.filter, values);
    text +=
        fmt::format(" order by {}{}, p.employee limit {} offset {}",
                    people_key(asked.order, "p", "o"), asked.is_down ? " desc" : "", size, begin);
    std::vector<academy::Person> people;
    PersonRow row;
    database::BigQuery rows(database.session(), "people", text, std::move(values));
    row.bind(rows.statement());
    while (rows.fetch()) people.push_back(row.person());
    return people;
  });
}

std::map<std::string, std::int64_t> count_people_by_unit(database::Database& database,
                                                         const academy::Scope& scope,
                                                         base::Date today) {
  return database::guarded([&] {
    std::map<std::string, std::int64_t> counts;
    std::string code;
    {
      database::Values values;
      std::string text = std::string("select o.code, count(*)") + kFrom + in_scope(scope);
      text += " and p.earlier_spells is null and (p.left_on is null or p.left_on >= ";
      text += values.add(base::render(today)) + ") group by o.code";
      long long count = 0;
      database::BigQuery rows(database.session(), "people_of_units", text, std::move(values));
      rows.bind(code, count);
      while (rows.fetch()) counts[code] = count;
    }
    // Who came back is few: where they are, their spells say.
    EmploymentRow employment;
    database::BigQuery rows(database.session(), "people_who_came_back",
                            std::string("select o.code, p.hired, p.left_on, p.earlier_spells") +
                                kFrom + in_scope(scope) + " and p.earlier_spells is not null");
    rows.bind(code);
    employment.bind(rows.statement());
    while (rows.fetch())
      if (!academy::left_before(employment.value(), today)) ++counts[code];
    return counts;
  });
}

}  // namespace xueshi::store
