#include "training/changes.h"

namespace xueshi::training {

namespace {

bool has_changed(const std::string& change, const PlannedFigures& approved,
                 const PlannedFigures& wanted) {
  if (change == "quarter_moved") {
    return base::year_of(approved.start) != base::year_of(wanted.start) ||
           base::quarter_of(approved.start) != base::quarter_of(wanted.start);
  }
  if (change == "headcount_up") return wanted.headcount > approved.headcount;
  if (change == "days_up") return wanted.days_millis > approved.days_millis;
  return change == "budget_up" && wanted.budget > approved.budget;
}

}  // namespace

std::vector<std::string> changes_needing_approval(const policy::PlanRules& rules,
                                                  const PlannedFigures& approved,
                                                  const PlannedFigures& wanted) {
  std::vector<std::string> changes;
  for (const std::string& change : rules.approve_changes) {
    if (has_changed(change, approved, wanted)) changes.push_back(change);
  }
  return changes;
}

}  // namespace xueshi::training
