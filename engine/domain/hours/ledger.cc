#include "hours/ledger.h"

#include <algorithm>

namespace xueshi::hours {

using base::Hours;

namespace {

// Windows take records of whatever 年度 they bear, and a cycle may go on after the reporting year.
bool goes_on(const policy::Over& over) {
  using Kind = policy::Over::Kind;
  return over.is_window() || over.kind == Kind::kCycle || over.kind == Kind::kPersonal;
}

bool any_goes_on(const std::vector<policy::NeedBlock>& blocks) {
  return std::any_of(blocks.begin(), blocks.end(), [](const policy::NeedBlock& block) {
    return goes_on(block.over) || any_goes_on(block.any_of);
  });
}

}  // namespace

Reach reach_of(const policy::Policy& policy) {
  Reach reach(policy.year, policy.first_year(), policy.needs_records());
  bool is_open = std::any_of(
      policy.requirements.begin(), policy.requirements.end(),
      [](const policy::Requirement& requirement) { return any_goes_on(requirement.blocks); });
  if (is_open) reach.last.reset();
  reach.first_day = policy.first_day(policy.year);
  reach.last_day = policy.last_day(policy.year);
  reach.with_absences =
      std::any_of(policy.requirements.begin(), policy.requirements.end(),
                  [](const policy::Requirement& requirement) {
                    return requirement.prorate && !requirement.prorate->absences.empty();
                  });
  return reach;
}

base::Year year_counted(const policy::Policy& policy, const LearningRecord& record) {
  const policy::Source* source = policy.find_source(record.source, record.category);
  base::Year started = policy.year_of(record.start.date);
  if (source == nullptr || !source->late_until || started <= record.year) return record.year;
  base::Date last = policy.day_in(base::Year(record.year.value() + 1), *source->late_until);
  return record.start.date <= last ? record.year : started;
}

Hours worth(const policy::Policy& policy, const LearningRecord& record) {
  const policy::Source* source = policy.find_source(record.source, record.category);
  return source == nullptr ? record.length : source->convert(record.length, record.author);
}

Ledger post(const policy::Policy& policy, const std::vector<LearningRecord>& records) {
  Ledger ledger;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const LearningRecord& record = records[i];
    if (!record.counts()) continue;
    auto leaf = policy.find_leaf(record.source, record.category);
    if (!leaf) continue;
    const policy::Source* source = policy.find_source(record.source, record.category);
    Posting posting{*leaf, record.year, record.length, record.length, record.start.date, "", i};
    if (source == nullptr) {
      ledger.push_back(std::move(posting));
      continue;
    }
    Hours whole = source->convert(record.length, record.author);
    // Among the records of one entry of `sources` in one leaf: between them more hours could count
    // less.
    if (source->best_of && !record.work.empty())
      posting.work = std::to_string(*leaf) + '\n' + source->name + '\n' + record.work;
    int counted = year_counted(policy, record).value();
    for (int year = 0; year < source->spread; ++year) {
      posting.year = base::Year(counted + year);
      posting.amount = source->part(whole, year);
      posting.whole = year == 0 ? whole : Hours();
      ledger.push_back(posting);
    }
  }
  return ledger;
}

Ledger post(const policy::Policy& policy, const std::vector<SourceSum>& sums) {
  Ledger ledger;
  ledger.reserve(sums.size());
  for (const SourceSum& sum : sums) {
    if (auto leaf = policy.find_leaf(sum.source))
      ledger.push_back({*leaf, policy.year, sum.sum, sum.sum, std::nullopt, "", 0});
  }
  return ledger;
}

}  // namespace xueshi::hours
