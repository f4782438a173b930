// RulesOfYear: the policies that the rows of one file need, each asked for once.
#pragma once

#include <map>
#include <string>

#include "base/date.h"
#include "intake/cells.h"
#include "intake/read.h"
#include "policy/policy.h"

namespace xueshi::intake {

// Requires: `rules` outlives it.
class RulesOfYear {
 public:
  explicit RulesOfYear(const Rules& rules) : rules_(rules) {}

  // The policy of the row's year, written in `slot`. Null for a year that was not readable, and
  // with a finding for one without a policy.
  const policy::Policy* find(Cells& cells, Slot slot, base::Year year);

  base::Date today() const { return rules_.today; }
  // A finding where 培训类别, as it was parsed, is none of the policy's, nor the one that stands
  // there already; else it becomes the policy's word. `policy` may be null: then nothing is known.
  void check_category(Cells& cells, Slot slot, const policy::Policy* policy,
                      std::string& category) const;

 private:
  const Rules& rules_;
  std::map<base::Year, const policy::Policy*> by_year_;
  base::Year last_year_;
  const policy::Policy* last_ = nullptr;
};

}  // namespace xueshi::intake
