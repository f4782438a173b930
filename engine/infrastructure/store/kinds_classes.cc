#include "store/kinds.h"
#include "store/posting.h"
#include "store/prefill.h"

namespace xueshi::store {

namespace {

// A row whose number is there already, without a plan: that class takes the place of the plan's
// pre-filled one.
void drop_replaced(database::Sql& sql) {
  database::run(
      sql,
      "delete from class where prefilled = 1 and plan_id in (select i.plan_id from incoming i"
      " join class c on c.number = i.number where c.prefilled = 0)");
}

// Pre-filled classes whose own rows have come take their numbers – through one that nobody has, for
// numbers may change places – and what they posted goes along.
void renumber_arrivals(database::Sql& sql) {
  database::run(sql, "drop table if exists arrival");
  database::run(sql,
                "create temporary table arrival as select c.id as class_id, c.number as old_number,"
                " i.number as new_number from incoming i join class c on c.plan_id = i.plan_id"
                " where c.prefilled = 1");
  database::run(sql,
                "update class set number = ' ' || id where id in (select class_id from arrival)");
  database::run(
      sql, "update class set number = r.new_number from arrival r where class.id = r.class_id");
  database::run(
      sql,
      "update record set number = r.new_number from arrival r join attendee a"
      " on a.class_id = r.class_id where record.person_id = a.person_id and record.posted = 1"
      " and record.number = r.old_number and r.old_number <> r.new_number");
  database::run(sql, "drop table arrival");
}

// A class that arrives carried out places its plan so, like an import of the plan itself would:
// what was done to the plan leads on from there.
void carry_out_plans(database::Sql& sql) {
  database::run(sql, "drop table if exists arrived");
  database::run(sql,
                "create temporary table arrived as select p.id, p.number from incoming i"
                " join class c on c.number = i.number join plan p on p.id = c.plan_id"
                " where c.execution = 'carried_out' and p.execution <> 'carried_out'");
  database::run(sql,
                "update plan set execution = 'carried_out' where id in (select id from arrived)");
  database::run(
      sql,
      "update item set origin = replace(origin, 'execution=not_carried_out',"
      " 'execution=carried_out') where subject = 'plan' and number in (select number from "
      "arrived)");
  database::run(sql, "drop table arrived");
}

}  // namespace

const TargetSpec& KindOf<training::TrainingClass>::spec() {
  static const TargetSpec kSpec = {.table = "class",
                                   .has_id = true,
                                   .columns = {{"number", true},
                                               {"plan_id", false},
                                               {"prefilled", false},
                                               {"title", true},
                                               {"org_id", false},
                                               {"year", false},
                                               {"category", true},
                                               {"start_at", true},
                                               {"end_at", true},
                                               {"seconds", false},
                                               {"days_millis", false},
                                               {"headcount", false},
                                               {"staff_count", false},
                                               {"budget_fen", false},
                                               {"excellent", false},
                                               {"venue", true},
                                               {"audience", true},
                                               {"goal", true},
                                               {"content", true},
                                               {"execution", true},
                                               {"outcome", true},
                                               {"contact", true},
                                               {"phone", true},
                                               {"research_count", false},
                                               {"management_count", false},
                                               {"support_count", false},
                                               {"outside_count", false},
                                               {"funding_channel", true},
                                               {"place_kind", true},
                                               {"shown_at_branch", true},
                                               {"posts", true},
                                               {"keywords", true},
                                               {"remark", true},
                                               {"mode", true},
                                               {"organiser", true},
                                               {"email", true},
                                               {"visibility", true},
                                               {"enrolment_open", true},
                                               {"enrolment_reviewed", true},
                                               {"enrolment_from", true},
                                               {"enrolment_to", true}},
                                   .key_columns = 1,
                                   .statuses = {{"execution", "execution"}},
                                   .is_new_though_there = "t.prefilled = 1",
                                   .unit_of_existing = "t.org_id",
                                   .unit = "i.org_id",
                                   .other_unit = "t.org_id",
                                   .recorded =
                                       "select a.person_id, 1, c.number, c.year, i.line from"
                                       " incoming i join class c on c.number = i.number"
                                       " join attendee a on a.class_id = c.id"
                                       " where c.execution = 'carried_out' and a.confirmed = 1",
                                   .has_number = true};
  return kSpec;
}

void put_class(RowValues& row, const training::TrainingClass& one,
               const std::optional<std::int64_t>& plan, std::int64_t org) {
  row.put(one.number);
  row.put(plan);
  row.put(0);
  row.put(one.title);
  row.put(org);
  row.put(one.year.value());
  row.put(one.category);
  row.put(base::render_as_written(one.start));
  row.put(base::render_as_written(one.end));
  row.put(one.hours.seconds());
  row.put(one.days_millis);
  row.put(one.headcount);
  row.put(one.staff_count);
  row.put(one.budget.fen());
  row.put(one.excellent);
  for (const std::string* text : {&one.venue, &one.audience, &one.goal, &one.content,
                                  &one.execution, &one.outcome, &one.contact, &one.phone}) {
    row.put(*text);
  }
  row.put(one.research_count);
  row.put(one.management_count);
  row.put(one.support_count);
  row.put(one.outside_count);
  for (const std::string* text :
       {&one.funding_channel, &one.place_kind, &one.shown_at_branch, &one.posts, &one.keywords,
        &one.remark, &one.mode, &one.organiser, &one.email, &one.visibility, &one.enrolment_open,
        &one.enrolment_reviewed}) {
    row.put(*text);
  }
  row.put(one.enrolment_from);
  row.put(one.enrolment_to);
}

void KindOf<training::TrainingClass>::encode(const training::TrainingClass& c, Encoding& row) {
  const ClassRef* known = row.references.find_class(c.number);
  const PlanRef* plan = c.plan.empty() ? nullptr : row.references.find_plan(c.plan);
  if (!c.plan.empty() && (plan == nullptr || !plan->org->in_scope))
    row.conflicts.emplace_back(ConflictKind::kUnknownPlan, c.plan);
  if (plan != nullptr && !plan->is_project)
    row.conflicts.emplace_back(ConflictKind::kPlanHasClass, c.plan);
  const OrgRef* org = row.find_own_org(c.org);
  bool is_hidden = known != nullptr && !known->org->in_scope;
  if (is_hidden && (org == nullptr || org->in_scope))
    row.conflicts.emplace_back(ConflictKind::kOutOfScope, c.org);
  put_class(row, c, plan == nullptr ? std::nullopt : std::optional<std::int64_t>(plan->id),
            org != nullptr ? org->id : 0);
  row.guard(org, c.year);
  if (plan != nullptr) row.guard(plan->org, base::Year(plan->year));
}

void KindOf<training::TrainingClass>::find_more(database::Sql& sql, ConflictList& list) {
  find_by_query(
      sql,
      "select i.line, l.number from (select line, number, plan_id, first_value(number) over"
      " (partition by plan_id order by line) as first from incoming where plan_id is not null) i"
      " join plan l on l.id = i.plan_id where i.number <> i.first or exists (select 1 from class c"
      " where c.plan_id = i.plan_id and c.number <> i.number and (c.prefilled = 0"
      // a pre-filled class with a roster does not give way to another that is there already
      " or (exists (select 1 from class t where t.number = i.number and t.prefilled = 0)"
      " and (c.execution = 'carried_out' or exists (select 1 from attendee a"
      " where a.class_id = c.id))))) order by i.line",
      ConflictKind::kPlanHasClass, "", list);
  // The number of a project plan is kept for the class that it is pre-filled with.
  find_by_query(sql,
                "select i.line, l.number from incoming i join plan l on l.number = i.number"
                " where l.form = 'project' and i.plan_id is distinct from l.id"
                " and not exists (select 1 from class c where c.plan_id = l.id"
                " and c.number <> i.number) and not exists (select 1 from incoming j"
                " where j.plan_id = l.id and j.number <> i.number) order by i.line",
                ConflictKind::kPlanHasClass, "", list);
  find_by_query(sql,
                "select i.line, c.execution from incoming i join class c on c.plan_id = i.plan_id"
                " where c.prefilled = 1 and c.execution = 'carried_out'"
                " and i.execution <> c.execution order by i.line",
                ConflictKind::kStatusDiffers, "execution", list);
}

// A class that arrives carried out posts to everybody on its roster.
void KindOf<training::TrainingClass>::find_more_finalised(database::Sql& sql,
                                                          FinalisedByInstitute& found) {
  find_finalised_by_query(
      sql,
      std::string(kFinalisedUnits) +
          "select i.line, min(o.code) from incoming i join class c on c.plan_id ="
          " i.plan_id and c.prefilled = 1 join attendee a on a.class_id = c.id"
          " join person p on p.id = a.person_id join finalised f on f.org_id = p.org_id"
          " and f.year = i.year join org o on o.id = f.institute_id"
          " where i.execution = 'carried_out' and i.guarded is null"
          " group by i.line order by i.line",
      found);
}

void KindOf<training::TrainingClass>::apply(database::Database& database, References& references) {
  database::Sql& sql = database.session().sql;
  database::run(sql, "create index incoming_plan on incoming (plan_id)");
  drop_replaced(sql);
  renumber_arrivals(sql);
  upsert(sql, spec());
  prefill_missing_classes(sql, "", "0");  // of plans that a row took their class from
  carry_out_plans(sql);
  post_rosters_of_staged_classes(sql, references);
}

}  // namespace xueshi::store
