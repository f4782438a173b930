// External learning 外部学习: records that learners enter, as they and their reviewers look at
// them, and what one would bring before it is entered or approved.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/fields.h"
#include "hours/gain.h"
#include "hours/record.h"
#include "policy/policy.h"
#include "session/session.h"
#include "store/record_list.h"
#include "training/plan.h"

namespace xueshi::view {

// As faces say them.
using store::RecordOrder;
using store::RecordPage;

// 类别 that people enter, in the order of the policy.
struct Category {
  std::string word;   // as records say it
  std::string label;  // of its tab: until 2019 我的外部培训
  std::optional<base::Hours> cap;
};
std::vector<Category> learning_categories(const policy::Policy& policy);

struct RecordView {
  hours::LearningRecord record;
  std::string name;    // of the learner
  std::string unit;    // name
  std::string status;  // label
  std::string remark;  // what the last reviewer wrote
};
struct RecordList {
  std::vector<RecordView> rows;
  std::int64_t total = 0;
  std::int64_t begin = 0;  // of the first row, from 0
};
// A learner's own, an administrator's of the people in reach; `org`: a unit below. What is asked
// beyond the end is the last page. Without remarks of what was approved.
RecordList list_records(session::Session& session, const RecordPage& page, const std::string& org);

struct RecordItem {
  RecordView view;
  base::Fields fields;  // by heading, without the status
  std::int64_t revision = 0;
  std::vector<std::string> actions;  // that the acting role can take now
  std::string author;                // employee number of who entered it; empty: the learner
};
// By 来源编号, or EMPLOYEE/来源编号. Refuses "learning.not-found", "learning.ambiguous".
RecordItem show_record(session::Session& session, const std::string& id);

// What it would bring the person, and what to know about it.
struct GainView {
  std::vector<std::string> lines;   // 对您可计入 … 学时; 计入后还差 …
  std::vector<std::string> doubts;  // Chinese
};
// One that is on record already, once it is approved. Absent where it counts already or never will.
std::optional<GainView> gain_of_record(session::Session& session,
                                       const hours::LearningRecord& record);
// One that nobody entered yet, by its fields. Refuses what create() would say of them.
GainView gain_of_fields(session::Session& session, const base::Fields& fields);
// Taking part in a class, for the acting person. Absent where its hours are on record already, and
// where nothing can be said: no rules of its year.
std::optional<GainView> gain_of_class(session::Session& session,
                                      const training::TrainingClass& one);

}  // namespace xueshi::view
