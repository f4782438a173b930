// Plans as people look at them: one, a list, an overview; their funding order and templates.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/fields.h"
#include "base/percent.h"
#include "item/act.h"
#include "session/session.h"
#include "store/items.h"
#include "store/plan_list.h"
#include "store/plans.h"
#include "training/plan.h"

namespace xueshi::view {

// As faces say them.
using store::PlanTemplate;
using store::Verdict;

struct PlanView {
  training::Plan plan;
  std::string unit;                   // name
  std::string review_label;           // 审批情况
  std::string waits_for;              // "所级管理员@I001"; empty where nobody has to decide
  std::vector<std::string> waits_at;  // names of the units that it waits for
  std::string class_number;           // of a project plan
  std::int64_t revision = 0;
  std::vector<store::Verdict> verdicts;
  std::vector<std::string> actions;  // what the acting role can do now
  bool is_mine = false;              // it waits for the acting role
};

// For every administrator. Refuses "plan.not-found" outside the acting role's subtree.
PlanView show_plan(session::Session& session, const std::string& number);
// By year descending, unit, funding rank, number. `org`: a unit below the acting role's; empty: all
// of it. Without actions.
std::vector<PlanView> list_plans(session::Session& session, std::optional<base::Year> year,
                                 const std::string& org);

// A page of the same list.
using store::PlanOrder;
struct PlansAsked {
  store::PlanPage page;  // its places are those of the labels below
  std::string review, publication, execution, withdrawal;  // labels; empty: any
  std::string org;            // a unit below the acting role's; empty: all of it
  bool is_below = false;      // without the own unit's, but for what waits for the acting role
  bool only_waiting = false;  // what waits for the acting role
};
struct PlansPage {
  std::vector<PlanView> rows;
  std::int64_t total = 0;
  std::int64_t begin = 0;
};
PlansPage leaf_plans(session::Session& session, const PlansAsked& asked);

// 计划实施率概览: a line an institute, and what belongs to none under the unit itself.
struct PlanOverview {
  std::string org;  // code; empty for the sum of all
  std::string name;
  std::int64_t plans = 0;     // neither draft nor withdrawn
  std::int64_t approved = 0;  // finally, and not withdrawn
  std::int64_t published = 0;
  std::int64_t withdrawn = 0;
  std::int64_t classes = 0;      // that count (domain.md §4)
  std::int64_t carried_out = 0;  // of these
  base::Percent rate() const { return {carried_out, classes}; }
};
std::vector<PlanOverview> overview_plans(session::Session& session, base::Year year,
                                         const std::string& org);

// 计划模板. The names are the unit's own; shared ones of other units are used as CODE/NAME.
std::vector<store::PlanTemplate> list_templates(session::Session& session);
// Keeps the fields of a plan in reach under a name at the acting role's unit, without its contact,
// address and material, which are nobody else's. Saved again, a shared one stays shared.
void save_template(session::Session& session, const std::string& plan, const std::string& name,
                   bool shared);
void share_template(session::Session& session, const std::string& name);
void delete_template(session::Session& session, const std::string& name);
// What a plan made of a template begins with: its month in the year for which such a plan is made
// today. Refuses "template.not-found".
base::Fields fields_of_template(session::Session& session, const std::string& name);
// A new plan with the fields of a template, and those that are given besides.
item::ActResult use_template(session::Session& session, const std::string& name,
                             const base::Fields& fields);

}  // namespace xueshi::view
