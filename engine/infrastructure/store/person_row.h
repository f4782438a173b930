// A row of `person` on its way out; for this room's own files.
#pragma once

#include <array>
#include <optional>
#include <string>

#include "academy/person.h"
#include "database/session.h"

namespace xueshi::store {

// Requires the aliases p (person) and o (its unit).
inline constexpr const char* kPersonColumns =
    "p.employee, p.name, p.login, o.code, p.post, p.division_level, p.hired, p.left_on, "
    "p.earlier_spells, p.hours_required, p.email, p.facts";

inline constexpr std::array<const char*, 3> kEmploymentColumns = {"hired", "left_on",
                                                                  "earlier_spells"};

// In the order of the columns.
inline std::array<std::optional<std::string>, 3> values_of(const academy::Employment& employment) {
  std::array<std::optional<std::string>, 3> values;
  if (employment.hired) values[0] = base::render(*employment.hired);
  if (employment.left) values[1] = base::render(*employment.left);
  if (!employment.earlier.empty()) values[2] = academy::render_spells(employment.earlier);
  return values;
}

// Those columns.
struct EmploymentRow {
  database::Nullable<std::string> hired, left, earlier;

  void bind(database::Statement& statement) {
    for (auto* column : {&hired, &left, &earlier}) statement.exchange(database::into(*column));
  }

  academy::Employment value() const {
    academy::Employment employment{to_date(hired), to_date(left), {}};
    if (employment.hired && !earlier.is_null())
      employment.earlier = academy::parse_spells(earlier.value);
    return employment;
  }
};

struct PersonRow {
  std::string employee, name, login, org, email, facts;
  database::Nullable<std::string> post;
  EmploymentRow employment;
  long long division_level = 0, hours_required = 0;

  void bind(database::Statement& statement) {
    statement.exchange(database::into(employee));
    statement.exchange(database::into(name));
    statement.exchange(database::into(login));
    statement.exchange(database::into(org));
    statement.exchange(database::into(post));
    statement.exchange(database::into(division_level));
    employment.bind(statement);
    statement.exchange(database::into(hours_required));
    statement.exchange(database::into(email));
    statement.exchange(database::into(facts));
  }

  academy::Person person() const {
    academy::Person person{employee,
                           name,
                           login,
                           org,
                           std::nullopt,
                           division_level != 0,
                           employment.value(),
                           hours_required != 0,
                           email,
                           academy::parse_facts(facts)};
    if (!post.is_null()) person.post = academy::post_of(post.value);
    return person;
  }
};

// 0 where there is nobody of that number.
inline long long person_id(database::Sql& sql, const std::string& employee) {
  long long id = 0;
  sql << "select id from person where employee = :employee", database::use(employee, "employee"),
      database::into(id);
  return id;
}

}  // namespace xueshi::store
