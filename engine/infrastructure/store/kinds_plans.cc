#include "store/kinds.h"
#include "store/plan_trail.h"
#include "store/prefill.h"

namespace xueshi::store {

const TargetSpec& KindOf<training::Plan>::spec() {
  static const TargetSpec kSpec = {.table = "plan",
                                   .has_id = true,
                                   .columns = {{"number", true},
                                               {"year", false},
                                               {"form", true},
                                               {"kind", true},
                                               {"title", true},
                                               {"org_id", false},
                                               {"category", true},
                                               {"month", true},
                                               {"seconds", false},
                                               {"days_millis", false},
                                               {"headcount", false},
                                               {"budget_fen", false},
                                               {"budget_given", false},
                                               {"organiser", true},
                                               {"place_kind", true},
                                               {"address", true},
                                               {"contact", true},
                                               {"phone", true},
                                               {"funding_requested", false},
                                               {"excellence", true},
                                               {"material", true},
                                               {"technical_support", false},
                                               {"review", true},
                                               {"publication", true},
                                               {"execution", true},
                                               {"withdrawal", true},
                                               {"withdrawal_reason", true}},
                                   .key_columns = 1,
                                   .statuses = {{"review", "review"},
                                                {"publication", "publication"},
                                                {"withdrawal", "withdrawal"}},
                                   .kept = {"execution"},
                                   .beside = {{"class_excellent", false}},
                                   .unit_of_existing = "t.org_id",
                                   .unit = "i.org_id",
                                   .other_unit = "t.org_id",
                                   .has_number = true};
  return kSpec;
}

void put_plan(RowValues& row, const training::Plan& plan, std::int64_t org) {
  row.put(plan.number);
  row.put(plan.year.value());
  row.put(training::word(plan.form));
  row.put(training::word(plan.kind));
  row.put(plan.title);
  row.put(org);
  row.put(plan.category);
  row.put(training::render_month(plan));
  row.put(plan.hours.seconds());
  row.put(plan.days_millis);
  row.put(plan.headcount);
  row.put(plan.budget.fen());
  row.put(plan.budget_given);
  for (const std::string* text :
       {&plan.organiser, &plan.place_kind, &plan.address, &plan.contact, &plan.phone}) {
    row.put(*text);
  }
  row.put(plan.funding_requested);
  row.put(plan.excellence);
  row.put(plan.material);
  row.put(plan.technical_support);
  for (const std::string* text : {&plan.review, &plan.publication, &plan.execution,
                                  &plan.withdrawal, &plan.withdrawal_reason}) {
    row.put(*text);
  }
}

void KindOf<training::Plan>::encode(const training::Plan& plan, Encoding& row) {
  const PlanRef* known = row.references.find_plan(plan.number);
  const OrgRef* org = row.find_own_org(plan.org);
  bool is_hidden = known != nullptr && !known->org->in_scope;
  if (is_hidden && row.conflicts.empty())
    row.conflicts.emplace_back(ConflictKind::kOutOfScope, plan.org);
  put_plan(row, plan, org != nullptr ? org->id : 0);
  row.put(row.excellent_class);
  row.guard(org, plan.year);
}

void KindOf<training::Plan>::find_more(database::Sql& sql, ConflictList& list) {
  // The class that the plan would make needs the plan's number.
  find_by_query(sql,
                "select i.line, i.number from incoming i join class c on c.number = i.number"
                " left join plan l on l.id = c.plan_id where i.form = 'project'"
                " and l.number is distinct from i.number and not exists (select 1 from class d"
                " join plan m on m.id = d.plan_id where m.number = i.number) order by i.line",
                ConflictKind::kPlanHasClass, "", list);
  // Other plans have no class; one that is more than pre-filled does not vanish.
  find_by_query(sql,
                "select i.line, i.number from incoming i join plan l on l.number = i.number"
                " join class c on c.plan_id = l.id where i.form = 'other' and (c.prefilled = 0"
                " or c.execution = 'carried_out' or exists (select 1 from attendee a"
                " where a.class_id = c.id)) order by i.line",
                ConflictKind::kPlanHasClass, "", list);
  // A row without 审批情况 asks for nothing: it leaves a plan that was handed in what makes it
  // whole.
  find_by_query(sql,
                "select i.line, i.number from incoming i join plan l on l.number = i.number"
                " where l.review not in ('draft', 'returned') and ((i.kind = '' and l.kind <> '')"
                " or (i.month = '' and l.month <> '') or (i.category = '' and l.category <> '')"
                " or (i.seconds = 0 and l.seconds <> 0) or (i.headcount = 0 and l.headcount <> 0)"
                " or (i.days_millis = 0 and l.days_millis <> 0)"
                " or i.budget_given < l.budget_given) order by i.line",
                ConflictKind::kPlanHandedIn, "", list);
  // What was refused about a number that nobody has does not take it.
  find_by_query(sql,
                "select i.line, i.number from incoming i where not exists (select 1 from plan l"
                " where l.number = i.number) and exists (" +
                    trail_of_plan("i.number") + " and a.outcome = 'done') order by i.line",
                ConflictKind::kNumberUsed, "", list);
}

void KindOf<training::Plan>::apply(database::Database& database, References&) {
  database::Sql& sql = database.session().sql;
  database::run(sql, "drop table if exists changed_plan");
  database::run(
      sql, "create temporary table changed_plan as select t.id from incoming i join plan t on " +
               same_key(spec(), "i", "t") + " where " + differs(spec(), "i", "t"));
  upsert(sql, spec());
  database::run(sql,
                "delete from class where prefilled = 1 and plan_id in (select id from plan"
                " where form = 'other' and id in (select id from changed_plan))");
  refill_classes_of_changed_plans(sql);
  prefill_missing_classes(sql, "left join incoming i on i.number = l.number",
                          "coalesce(i.class_excellent, 0)");
  database::run(sql, "drop table changed_plan");
}

}  // namespace xueshi::store
