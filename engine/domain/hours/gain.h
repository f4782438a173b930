// Gain: what one more record would bring a person – "对您可计入 16 学时" – and what would still be
// missing then.
//
// Nothing is reckoned here: it is the difference between two statements, one with the record and
// one without (statement.h).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hours/statement.h"

namespace xueshi::hours {

struct Gain {
  base::Hours length;   // of the record
  base::Hours counted;  // by which the person's effective hours grow
  // Where less than its length: the first account on its way up that is full then.
  std::optional<policy::AccountIndex> cut_by;
  bool has_account = true;  // an account of the year takes its source
  Statement after;
};

// As if the record were approved; one of the same key among the records makes way for it.
// Requires: as make_statement().
Gain try_record(const policy::Policy& policy, const Learner& learner,
                std::vector<LearningRecord> records, LearningRecord record);

// "对您可计入 10 学时（共 24 学时）：'在职自学' 最多计入 10小时 有效学时"; then what is still
// missing, or that nothing is.
std::vector<std::string> render(const policy::Policy& policy, const Gain& gain);

}  // namespace xueshi::hours
