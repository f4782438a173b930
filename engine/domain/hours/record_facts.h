// What workflows/learning-record.yaml may ask of a learning record.
#pragma once

#include "condition/condition.h"
#include "hours/record.h"

namespace xueshi::hours {

// entered_by (learner, administrator), source (类别).
const condition::Vocabulary& record_vocabulary();

struct RecordCircumstances {
  bool by_administrator = false;  // entered for the learner, not by them
};
condition::Facts facts_of(const LearningRecord& record, const RecordCircumstances& circumstances);

}  // namespace xueshi::hours
