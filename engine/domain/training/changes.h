// Which changes on carrying out a class need approval again (S0: 跨季度变动, 人数、天数、经费调增).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/money.h"
#include "policy/policy.h"

namespace xueshi::training {

// The figures that an approval fixes, of a plan or of its class.
struct PlannedFigures {
  base::Date start;
  std::int64_t headcount = 0;
  std::int64_t days_millis = 0;
  base::Money budget;
};

// Those words of `approve_changes` that the step from the last approved figures asks for; empty:
// nobody need approve. Going down, or within the quarter, needs nobody.
std::vector<std::string> changes_needing_approval(const policy::PlanRules& rules,
                                                  const PlannedFigures& approved,
                                                  const PlannedFigures& wanted);

}  // namespace xueshi::training
