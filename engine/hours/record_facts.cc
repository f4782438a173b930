#include "hours/record_facts.h"

namespace xueshi::hours {

namespace {

enum Fact : std::size_t { kEnteredBy, kYearFinalised, kSource, kFacts };

}  // namespace

const condition::Vocabulary& record_vocabulary() {
  using condition::Comparison;
  using condition::FactType;
  static const condition::Vocabulary kVocabulary = {
      {{"entered_by", FactType::kChoice, {"learner", "administrator"}, true},
       {"year_finalised", FactType::kFlag, {}, true},
       {"source", FactType::kText, {}, true}},
      {{"entered_by", kEnteredBy, Comparison::kEquals, {}},
       {"year_finalised", kYearFinalised, Comparison::kEquals, {}},
       {"platform", kSource, Comparison::kEquals, {}}}};
  return kVocabulary;
}

condition::Facts facts_of(const LearningRecord& record, const RecordCircumstances& circumstances) {
  condition::Facts facts(kFacts);
  facts[kEnteredBy] = std::string(circumstances.by_administrator ? "administrator" : "learner");
  facts[kYearFinalised] = circumstances.year_finalised;
  facts[kSource] = record.source;
  return facts;
}

}  // namespace xueshi::hours
