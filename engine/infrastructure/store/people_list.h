// People as a list that somebody leafs through: filtered, sorted and cut by the database.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "academy/person.h"
#include "academy/scope.h"
#include "base/date.h"
#include "database/database.h"
#include "store/people_order.h"

namespace xueshi::store {

// What is absent or empty asks for nothing.
struct PeopleFilter {
  std::string name;                     // part of the name, of the login, or of the number
  std::optional<bool> required;         // 是否有学时要求
  std::optional<base::Year> new_hires;  // 新入职 of that year
};

struct PeopleAsked {
  PeopleFilter filter;
  PeopleOrder order = PeopleOrder::kEmployee;  // then by employee number
  bool is_down = false;
};

std::int64_t count_people(database::Database& database, const academy::Scope& scope,
                          const PeopleFilter& filter);
// How many stand before somebody and with them; 0 for who is not in the list.
std::int64_t count_people_to(database::Database& database, const academy::Scope& scope,
                             const PeopleAsked& asked, const std::string& employee);
std::vector<academy::Person> fetch_people(database::Database& database, const academy::Scope& scope,
                                          const PeopleAsked& asked, std::int64_t begin,
                                          std::int64_t size);

// How many people belong to each unit of the scope itself, not to those below it; by code. Who has
// left by that day does not count.
std::map<std::string, std::int64_t> count_people_by_unit(database::Database& database,
                                                         const academy::Scope& scope,
                                                         base::Date today);

}  // namespace xueshi::store
