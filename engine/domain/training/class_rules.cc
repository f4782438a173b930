#include "training/class_rules.h"

#include <array>

#include "base/text.h"
#include "training/plan_rules.h"

namespace xueshi::training {

namespace {

using condition::FactType;

enum Fact : std::size_t {
  kHasPlan,
  kPlanKind,
  kUnit,
  kSubmittedAs,
  kChanges,
  kThisYear,
  kPlanApproved,
  kPlanPublished,
  kPlanWithdrawn,
  kVisibility,
  kSameInstitute,
  kEnrolmentOpen,
  kEnrolmentTime,
  kAttendee,
  kFacts
};

constexpr std::array<std::string_view, 5> kStandings = {"none", "enrolled", "refused", "listed",
                                                        "confirmed"};

PlannedFigures planned(const ApprovedFigures& figures) {
  return {figures.start.date, figures.headcount, figures.days_millis, figures.budget};
}

// Without a bound that side is open. A day without a time is that whole day.
bool is_enrolment_time(const TrainingClass& training_class, const base::LocalTime& now) {
  const auto& from = training_class.enrolment_from;
  const auto& to = training_class.enrolment_to;
  if (from && now < *from) return false;
  if (!to) return true;
  return to->has_time ? now <= *to : now.date <= to->date;
}

}  // namespace

ApprovedFigures approved_by(const Plan& plan) {
  base::YearMonth month = plan.month.value_or(base::YearMonth{});
  base::LocalTime first;
  first.date =
      base::Date(std::chrono::year(month.year.value()),
                 std::chrono::month(static_cast<unsigned>(month.month)), std::chrono::day(1));
  first.has_time = false;
  return {first, first, plan.headcount, plan.days_millis, plan.budget};
}

ApprovedFigures figures_of(const TrainingClass& training_class) {
  return {training_class.start, training_class.end, training_class.headcount,
          training_class.days_millis, training_class.budget};
}

std::vector<std::string> changes_needing_approval(const policy::PlanRules& rules,
                                                  const ApprovedFigures& approved,
                                                  const TrainingClass& training_class) {
  return changes_needing_approval(rules, planned(approved), planned(figures_of(training_class)));
}

std::string describe_changes(const std::vector<std::string>& changes) {
  static const std::array<std::pair<std::string_view, std::string_view>, 4> kNames = {
      {{"quarter_moved", "培训时间跨季度变动"},
       {"headcount_up", "人数调增"},
       {"days_up", "天数调增"},
       {"budget_up", "经费调增"}}};
  std::vector<std::string> names;
  for (const auto& [word, name] : kNames) {
    if (base::contains(changes, word)) names.emplace_back(name);
  }
  return base::join(names, "、");
}

void restore_figures(TrainingClass& training_class, const policy::PlanRules& rules,
                     const ApprovedFigures& approved) {
  std::vector<std::string> changes = changes_needing_approval(rules, approved, training_class);
  if (base::contains(changes, "quarter_moved")) {
    training_class.start = approved.start;
    training_class.end = approved.end;
  }
  if (base::contains(changes, "headcount_up")) training_class.headcount = approved.headcount;
  if (base::contains(changes, "days_up")) training_class.days_millis = approved.days_millis;
  if (base::contains(changes, "budget_up")) training_class.budget = approved.budget;
}

Standing standing_of(const std::optional<Attendee>& attendee) {
  if (!attendee) return Standing::kNone;
  if (attendee->enrolment == Enrolment::kWaiting) return Standing::kEnrolled;
  if (attendee->enrolment == Enrolment::kRejected) return Standing::kRejected;
  return attendee->confirmed ? Standing::kConfirmed : Standing::kListed;
}

const condition::Vocabulary& class_vocabulary() {
  using condition::Comparison;
  static const condition::Vocabulary kVocabulary = {
      {{"has_plan", FactType::kFlag, {}, true},
       {"plan_kind", FactType::kChoice, {"annual", "added"}},
       {"unit", FactType::kChoice, {"academy", "branch", "institute", "department"}, true},
       {"submitted_as", FactType::kChoice, roles_of_route(), true},
       {"changes", FactType::kFlag, {}, true},
       {"this_year", FactType::kFlag, {}, true},
       {"plan_approved", FactType::kFlag, {}, true},
       {"plan_published", FactType::kFlag, {}, true},
       {"plan_withdrawn", FactType::kFlag, {}, true},
       {"visibility", FactType::kText, {}, true},
       {"same_institute", FactType::kFlag, {}, true},
       {"enrolment_open", FactType::kFlag, {}, true},
       {"enrolment_time", FactType::kFlag, {}, true},
       {"attendee", FactType::kChoice, {kStandings.begin(), kStandings.end()}, true}},
      {{"has_plan", kHasPlan, Comparison::kEquals, {}},
       {"plan_kind", kPlanKind, Comparison::kEquals, {}},
       {"unit", kUnit, Comparison::kEquals, {}},
       {"submitted_as", kSubmittedAs, Comparison::kEquals, {}},
       {"changes", kChanges, Comparison::kEquals, {}},
       {"this_year", kThisYear, Comparison::kEquals, {}},
       {"plan_approved", kPlanApproved, Comparison::kEquals, {}},
       {"plan_published", kPlanPublished, Comparison::kEquals, {}},
       {"plan_withdrawn", kPlanWithdrawn, Comparison::kEquals, {}},
       {"visibility", kVisibility, Comparison::kEquals, {}},
       {"same_institute", kSameInstitute, Comparison::kEquals, {}},
       {"enrolment_open", kEnrolmentOpen, Comparison::kEquals, {}},
       {"enrolment_time", kEnrolmentTime, Comparison::kEquals, {}},
       {"attendee", kAttendee, Comparison::kEquals, {}}}};
  return kVocabulary;
}

condition::Facts facts_of(const TrainingClass& training_class,
                          const ClassCircumstances& circumstances) {
  const Plan* plan = circumstances.plan;
  base::Year year = plan != nullptr ? plan->year : training_class.year;
  condition::Facts facts(kFacts);
  facts[kHasPlan] = plan != nullptr;
  if (plan != nullptr && plan->kind) facts[kPlanKind] = std::string(word(plan->kind));
  facts[kUnit] = std::string(word(circumstances.unit));
  facts[kSubmittedAs] = circumstances.submitted_as;
  facts[kChanges] = circumstances.changes;
  facts[kThisYear] = year == base::year_of(circumstances.now.date);
  facts[kPlanApproved] = plan != nullptr && plan->review == place::kApproved;
  facts[kPlanPublished] = plan != nullptr && plan->publication == place::kPublished;
  facts[kPlanWithdrawn] = plan != nullptr && plan->withdrawal == place::kWithdrawn;
  facts[kVisibility] = training_class.visibility;
  facts[kSameInstitute] = circumstances.same_institute;
  facts[kEnrolmentOpen] = training_class.enrolment_open == "是";
  facts[kEnrolmentTime] = is_enrolment_time(training_class, circumstances.now);
  facts[kAttendee] = std::string(kStandings[static_cast<std::size_t>(circumstances.attendee)]);
  return facts;
}

}  // namespace xueshi::training
