// What workflows/learning-record.yaml may ask of a learning record.
#pragma once

#include "condition/condition.h"
#include "hours/record.h"

namespace xueshi::hours {

// entered_by and asked_by (learner, administrator: who entered it, who asks now), source (类别),
// delivered (by a platform, as the rules of its year say).
const condition::Vocabulary& record_vocabulary();

struct RecordCircumstances {
  bool by_administrator = false;        // entered for the learner, not by them
  bool asked_by_administrator = false;  // who acts now is not the learner
  bool delivered = false;               // its source is, by the rules of its year
};
condition::Facts facts_of(const LearningRecord& record, const RecordCircumstances& circumstances);

}  // namespace xueshi::hours
