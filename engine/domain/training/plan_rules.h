// What a plan must be like at the steps of its life (domain.md §3; S3), and its facts for the
// graph.
//
// Which step may be taken by whom is the graph's affair (workflows/plan.yaml); what a plan *is* –
// editable this year, excellent, worth which support – is decided here, under the policy of its
// year. What must be filled in before it is reported, and who may ask for funding, are checks of
// the graph over the facts below.
#pragma once

#include <string>

#include "academy/org.h"
#include "base/blocker.h"
#include "base/date.h"
#include "condition/condition.h"
#include "policy/policy.h"
#include "training/plan.h"

namespace xueshi::training {

// The year in which a plan of that kind is made and edited for a year: an annual plan of 2024 in
// 2023, an added one in 2024 (`edit_year`).
base::Year edit_year_of(PlanKind kind, base::Year year, const policy::PlanRules& rules);
// The year for which a plan of that kind is made today; of none yet, as for an added one.
base::Year year_made_in(const std::optional<PlanKind>& kind, base::Year today,
                        const policy::PlanRules& rules);
// Whether that is the plan's year today; of no kind yet, whether it is with one of them.
bool is_editable_year(const Plan& plan, base::Year today, const policy::PlanRules& rules);

// True where the excellence is one of the policy's `excellent_class`: it needs a funding request,
// and the class is pre-filled with 是否精品 = 是.
bool is_excellent(const Plan& plan, const policy::PlanRules& rules);

// 资助程度 of an approved plan where the academy gives none (`plans.support`); empty where the
// policy names none.
std::string default_support(const Plan& plan, const policy::PlanRules& rules);

// 审批通过但不支持: the plan goes on as an ordinary one.
void drop_funding_request(Plan& plan, const policy::PlanRules& rules);

// A copy for a new draft: what was planned, not what became of it.
Plan copy_as_draft(const Plan& plan);

// What the graph may ask of a plan beside its places: kind, form, unit, submitted_as,
// funding_requested, this_year, editable_year, needs_nobody, acting_needs_nobody, category,
// technical_category (one of the policy's `technical_support`), excellent, material (given),
// technical_support (asked for).
const condition::Vocabulary& plan_vocabulary();

struct PlanCircumstances {
  academy::OrgLevel unit = academy::OrgLevel::kDepartment;
  std::string submitted_as;          // role word, see role_of_route()
  bool needs_nobody = false;         // its route leads to nobody's desk
  bool acting_needs_nobody = false;  // nor would that of who acts, were it theirs to submit (D15)
  base::Date today;
};
condition::Facts facts_of(const Plan& plan, const policy::PlanRules& rules,
                          const PlanCircumstances& circumstances);

// The column of `plans` that a fact is read from; empty for what the row does not tell. `fact`:
// into plan_vocabulary().
std::string_view column_of_fact(std::size_t fact);
// Where what a condition asks of a row is put right: the column of the last fact that it asks;
// empty where it asks for anything that the row does not tell, or for nothing.
std::string_view column_of(const condition::Condition& condition);
// The word in a sentence of the graph that stands for them.
inline constexpr std::string_view kTechnicalCategories = "technical_categories";
// The categories that may ask for technical support, for a sentence: 无 where there are none.
std::string technical_categories(const policy::PlanRules& rules);

// Words of the levels, as graphs write them: academy branch institute department.
std::string_view word(academy::OrgLevel level);
// The administrators' roles, in which something can be submitted.
const std::vector<std::string>& roles_of_route();

}  // namespace xueshi::training
