#include "intake/rules_of_year.h"

#include <fmt/format.h>

#include <algorithm>

#include "intake/fields.h"

namespace xueshi::intake {

const policy::Policy* RulesOfYear::find(Cells& cells, Slot slot, base::Year year) {
  if (year == base::Year()) return nullptr;
  if (year != last_year_) {
    auto [at, fresh] = by_year_.try_emplace(year, nullptr);
    if (fresh) at->second = rules_.policy_of(year);
    last_year_ = year;
    last_ = at->second;
  }
  if (last_ == nullptr) {
    cells.error(slot, "intake.no-policy",
                fmt::format("{} 年度没有可用的规定，请更正年度，或先在 rules 中补上该年度的规定",
                            year.value()));
  }
  return last_;
}

void RulesOfYear::check_category(Cells& cells, Slot slot, const policy::Policy* policy,
                                 std::string& category) const {
  if (policy == nullptr || category.empty() || category == rules_.standing_category) return;
  const std::vector<std::string>& known = policy->plans.categories;
  if (known.empty()) return;  // a body without plans names none
  if (const std::string* word = find_alike(known, category)) {
    category = *word;
    return;
  }
  add_unknown_word(cells, slot, "intake.category",
                   fmt::format(" {} 年度的培训类别", policy->year.value()), known);
}

}  // namespace xueshi::intake
