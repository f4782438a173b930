// What workflows/learning-record.yaml may ask of a learning record.
#pragma once

#include "condition/condition.h"
#include "hours/record.h"

namespace xueshi::hours {

// entered_by (learner, administrator), year_finalised, source (类别).
const condition::Vocabulary& record_vocabulary();

struct RecordCircumstances {
  bool by_administrator = false;  // entered for the learner, not by them
  bool year_finalised = false;    // the learner's institute has finalised that year
};
condition::Facts facts_of(const LearningRecord& record, const RecordCircumstances& circumstances);

}  // namespace xueshi::hours
