// What the trail remembers of a plan's number, whether the plan is there or not; for this room's
// own files.
#pragma once

#include <string>

namespace xueshi::store {

// SQL: a row for everything that was done or refused about the plan of that number (an expression).
inline std::string trail_of_plan(const std::string& number) {
  return "select 1 from audit a where a.subject = 'plan' and a.item = " + number;
}

}  // namespace xueshi::store
