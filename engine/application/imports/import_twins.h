// Two numbers that may be one person's: 12 and 0012, a7 and A7.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "academy/person.h"
#include "academy/scope.h"
#include "base/finding.h"
#include "database/database.h"
#include "intake/layout.h"

namespace xueshi::imports {

// The people of a file beside each other and beside those who are there.
class TwinCheck {
 public:
  void add(const academy::Person& person, int row);
  // A warning at every new person whose number differs from another's in case, leading zeros or
  // blanks only, naming both. Looks no further than the scope.
  void check(database::Database& database, const academy::Scope& scope,
             const intake::Layout& layout, base::Findings& findings) const;

 private:
  struct Given {
    std::string employee;
    std::string name;
    int row = 0;
  };
  std::map<std::string, std::vector<Given>> by_form_;  // intake::twin_form
};

}  // namespace xueshi::imports
