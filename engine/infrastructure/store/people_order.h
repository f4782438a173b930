// What lists of people are sorted by, before the employee number.
#pragma once

#include <string>

namespace xueshi::store {

enum class PeopleOrder { kEmployee, kName, kUnit };

// As SQL. `p`, `o`: aliases of the person and of their unit.
inline std::string people_key(PeopleOrder order, const std::string& p, const std::string& o) {
  switch (order) {
    case PeopleOrder::kName:
      return p + ".name";
    case PeopleOrder::kUnit:
      return o + ".lo";
    case PeopleOrder::kEmployee:
      break;
  }
  return p + ".employee";
}

}  // namespace xueshi::store
