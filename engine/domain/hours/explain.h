// The answer to the most asked question (S2 Q3): "my hours add up to more than the requirement, why
// does it say not met?" – person by person, record by record, naming the rule and its source.
#pragma once

#include <string>
#include <vector>

#include "hours/statement.h"

namespace xueshi::hours {

// One sentence: met or not, and where the difference between total and effective hours went.
std::string explain_sentence(const policy::Policy& policy, const Statement& statement);

// Why a record counts less than its length: "在职自学 的上限 10小时
// 已满（S4（2016），rules/2016.yaml:11）", "待审核", … ; empty where all of it counts. `line` is
// its position in Statement::lines.
std::string render_reason(const policy::Policy& policy, const Statement& statement,
                          std::size_t line);

// What a record holds as it was entered: "3小时10分", "2 篇", "12.5学分".
std::string render_length(const policy::Policy& policy, const LearningRecord& record,
                          const RecordLine& line);
// An amount in the unit of the tree that takes a record.
std::string render_of_leaf(const policy::Policy& policy, const RecordLine& line,
                           base::Hours amount);
// What a record is worth, as people read it: "2 篇 折合 80小时（依据 …）"; its length alone where
// nothing converts its source.
std::string render_amount(const policy::Policy& policy, const LearningRecord& record,
                          const RecordLine& line);

// What an account's line of the year does not show: needs over other years or days, open ones too,
// and hours that were carried over; a line each.
std::vector<std::string> explain_further(const policy::Policy& policy, const Statement& statement);

// The sentence, the tree of accounts, then record by record.
std::vector<std::string> explain(const policy::Policy& policy, const Statement& statement);

}  // namespace xueshi::hours
