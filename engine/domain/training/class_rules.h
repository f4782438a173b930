// A class on its way to being carried out: its approved figures, its roster, its facts for the
// graph (domain.md §3; S0, S3; workflows/class.yaml).
#pragma once

#include <optional>
#include <string>

#include "academy/org.h"
#include "base/date.h"
#include "condition/condition.h"
#include "policy/policy.h"
#include "training/changes.h"
#include "training/plan.h"

namespace xueshi::training {

// The figures that were approved last, with the whole period: what a refused change goes back to.
struct ApprovedFigures {
  base::LocalTime start;
  base::LocalTime end;
  std::int64_t headcount = 0;
  std::int64_t days_millis = 0;
  base::Money budget;
  bool operator==(const ApprovedFigures&) const = default;
};
// A plan's month begins on its first day. Requires: it has one, for the days to mean anything.
ApprovedFigures approved_by(const Plan& plan);
ApprovedFigures figures_of(const TrainingClass& training_class);

// Those words of `approve_changes` that carrying out the class as it is asks for.
std::vector<std::string> changes_needing_approval(const policy::PlanRules& rules,
                                                  const ApprovedFigures& approved,
                                                  const TrainingClass& training_class);
// The changes in Chinese, for lists and refusals: "跨季度变动、人数调增".
std::string describe_changes(const std::vector<std::string>& changes);

// 审批未通过: the approved figures stand. Only what asked for approval goes back.
void restore_figures(TrainingClass& training_class, const policy::PlanRules& rules,
                     const ApprovedFigures& approved);

// How somebody stands to a class's roster.
enum class Standing { kNone, kEnrolled, kRejected, kListed, kConfirmed };
Standing standing_of(const std::optional<Attendee>& attendee);

// What the graph may ask of a class beside its place: has_plan, plan_kind (missing without a plan),
// unit, submitted_as, changes, this_year, plan_approved, plan_published, plan_withdrawn,
// visibility, same_institute, enrolment_open, enrolment_time, attendee (none enrolled refused
// listed confirmed).
const condition::Vocabulary& class_vocabulary();

struct ClassCircumstances {
  const Plan* plan = nullptr;  // null for a class without one
  academy::OrgLevel unit = academy::OrgLevel::kDepartment;
  std::string submitted_as;             // of the plan
  bool changes = false;                 // carrying it out as it is asks for approval
  bool same_institute = false;          // the person it is about belongs to the class's institute
  Standing attendee = Standing::kNone;  // likewise
  base::LocalTime now;
};
condition::Facts facts_of(const TrainingClass& training_class,
                          const ClassCircumstances& circumstances);

}  // namespace xueshi::training
