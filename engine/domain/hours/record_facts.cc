#include "hours/record_facts.h"

namespace xueshi::hours {

namespace {

enum Fact : std::size_t { kEnteredBy, kAskedBy, kSource, kDelivered, kFacts };

}  // namespace

const condition::Vocabulary& record_vocabulary() {
  using condition::Comparison;
  using condition::FactType;
  static const condition::Vocabulary kVocabulary = {
      {{"entered_by", FactType::kChoice, {"learner", "administrator"}, true},
       {"asked_by", FactType::kChoice, {"learner", "administrator"}, true},
       {"source", FactType::kText, {}, true},
       {"delivered", FactType::kFlag, {}, true}},
      {{"entered_by", kEnteredBy, Comparison::kEquals, {}},
       {"asked_by", kAskedBy, Comparison::kEquals, {}},
       {"source", kSource, Comparison::kEquals, {}},
       {"delivered", kDelivered, Comparison::kEquals, {}}}};
  return kVocabulary;
}

condition::Facts facts_of(const LearningRecord& record, const RecordCircumstances& circumstances) {
  condition::Facts facts(kFacts);
  facts[kEnteredBy] = std::string(circumstances.by_administrator ? "administrator" : "learner");
  facts[kAskedBy] = std::string(circumstances.asked_by_administrator ? "administrator" : "learner");
  facts[kSource] = record.source;
  facts[kDelivered] = circumstances.delivered;
  return facts;
}

}  // namespace xueshi::hours
