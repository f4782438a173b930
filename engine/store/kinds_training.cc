#include <fmt/format.h>

#include "hours/record.h"
#include "store/kinds.h"

namespace xueshi::store {

namespace {

void put_count(Encoding& row, const std::optional<std::int64_t>& count) {
  if (count) row.put(*count);
  if (!count) row.put_null();
}

void put_time(Encoding& row, const std::optional<base::LocalTime>& time) {
  if (time) row.put(base::render_as_written(*time));
  if (!time) row.put_null();
}

// A project plan has exactly one class from its creation on (S3): pre-filled from the plan, with
// the plan's number and the first day of its month, until a `classes` row takes its place. While
// pre-filled it follows its plan.
void prefill_classes(soci::session& sql) {
  run(sql,
      "insert into class (id, number, plan_id, prefilled, title, org_id, year, category, start_at, "
      "end_at, seconds,"
      " days_millis, headcount, staff_count, budget_fen, excellent, venue, audience, goal, "
      "content, execution, outcome,"
      " contact, phone, funding_channel, place_kind, shown_at_branch, posts, keywords, remark, "
      "mode, organiser, email,"
      " visibility, enrolment_open, enrolment_reviewed)"
      " select (select coalesce(max(id), 0) from class) + row_number() over (order by i.line), "
      "l.number, l.id, 1,"
      " l.title, l.org_id, l.year, l.category, l.month || '-01', l.month || '-01', l.seconds, "
      "l.days_millis,"
      " l.headcount, 0, l.budget_fen, 0, l.address, '', '', '', 'not_carried_out', '', l.contact, "
      "l.phone, '',"
      " l.place_kind, '', '', '', '', '', l.organiser, '', '', '', ''"
      " from incoming i join plan l on l.number = i.number where l.form = 'project'"
      " and not exists (select 1 from class c where c.plan_id = l.id and c.prefilled = 0)"
      " on conflict (number) do update set title = excluded.title, org_id = excluded.org_id, year "
      "= excluded.year,"
      " category = excluded.category, start_at = excluded.start_at, end_at = excluded.end_at,"
      " seconds = excluded.seconds, days_millis = excluded.days_millis, headcount = "
      "excluded.headcount,"
      " budget_fen = excluded.budget_fen, venue = excluded.venue, contact = excluded.contact, "
      "phone = excluded.phone,"
      " place_kind = excluded.place_kind, organiser = excluded.organiser"
      " where class.prefilled = 1 and class.plan_id = excluded.plan_id");
}

// Posts the hours of the staged rosters, or of the staged classes' rosters, that have none yet.
void post_hours(soci::session& sql, long long roster, const char* staged_class,
                const char* staged_person) {
  run(sql,
      fmt::format("insert into record (person_id, source_id, number, year, title, organiser, "
                  "start_at, end_at,"
                  " seconds, status, category) select a.person_id, {}, c.number, c.year, c.title, "
                  "c.organiser,"
                  " c.start_at, c.end_at, coalesce(a.seconds, c.seconds), 'approved', c.category"
                  " from incoming i join class c on {} join attendee a on a.class_id = c.id{}"
                  " where c.execution = 'carried_out' and a.confirmed = 1"
                  " on conflict (person_id, source_id, number) do nothing",
                  roster, staged_class, staged_person));
}

}  // namespace

// --- plans ---

const TargetSpec& KindOf<training::Plan>::spec() {
  static const TargetSpec kSpec = {
      "plan",
      true,
      {{"number", true},
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
      1,
      {{"review", "review"}, {"publication", "publication"}, {"withdrawal", "withdrawal"}},
      "",
      {"execution", "withdrawal_reason"}};
  return kSpec;
}

void KindOf<training::Plan>::encode(const training::Plan& plan, Encoding& row) {
  row.put(plan.number);
  row.put(plan.year.value());
  row.put(std::string_view(plan.form == training::PlanForm::kProject ? "project" : "other"));
  row.put(training::word(plan.kind));
  row.put(plan.title);
  const OrgRef* org = row.put_org(plan.org);
  row.put(plan.category);
  row.put(base::render(plan.month));
  row.put(plan.hours.seconds());
  row.put(plan.days_millis);
  row.put(plan.headcount);
  row.put(plan.budget.fen());
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
  row.guard(org, plan.year);
}

ImportCounts KindOf<training::Plan>::apply(Database& database, References&) {
  soci::session& sql = database.session().sql;
  ImportCounts counts = upsert(sql, spec());
  prefill_classes(sql);
  return counts;
}

// --- classes ---

const TargetSpec& KindOf<training::TrainingClass>::spec() {
  static const TargetSpec kSpec = {"class",
                                   true,
                                   {{"number", true},
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
                                   1,
                                   {{"execution", "execution"}},
                                   "t.prefilled = 1"};
  return kSpec;
}

void KindOf<training::TrainingClass>::encode(const training::TrainingClass& c, Encoding& row) {
  row.put(c.number);
  const PlanRef* plan = c.plan.empty() ? nullptr : row.references.find_plan(c.plan);
  if (plan != nullptr) row.put(plan->id);
  if (plan == nullptr) row.put_null();
  if (!c.plan.empty() && plan == nullptr)
    row.conflicts.emplace_back(ConflictKind::kUnknownPlan, c.plan);
  if (plan != nullptr && !plan->is_project)
    row.conflicts.emplace_back(ConflictKind::kPlanHasClass, c.plan);
  row.put(0);
  row.put(c.title);
  const OrgRef* org = row.put_org(c.org);
  row.put(c.year.value());
  row.put(c.category);
  row.put(base::render_as_written(c.start));
  row.put(base::render_as_written(c.end));
  row.put(c.hours.seconds());
  row.put(c.days_millis);
  row.put(c.headcount);
  row.put(c.staff_count);
  row.put(c.budget.fen());
  row.put(c.excellent);
  for (const std::string* text : {&c.venue, &c.audience, &c.goal, &c.content, &c.execution,
                                  &c.outcome, &c.contact, &c.phone}) {
    row.put(*text);
  }
  put_count(row, c.research_count);
  put_count(row, c.management_count);
  put_count(row, c.support_count);
  put_count(row, c.outside_count);
  for (const std::string* text :
       {&c.funding_channel, &c.place_kind, &c.shown_at_branch, &c.posts, &c.keywords, &c.remark,
        &c.mode, &c.organiser, &c.email, &c.visibility, &c.enrolment_open, &c.enrolment_reviewed}) {
    row.put(*text);
  }
  put_time(row, c.enrolment_from);
  put_time(row, c.enrolment_to);
  row.guard(org, c.year);
}

void KindOf<training::TrainingClass>::find_more(soci::session& sql, ConflictList& list) {
  find_by_query(
      sql,
      "select i.line, l.number from (select line, number, plan_id, first_value(number) over"
      " (partition by plan_id order by line) as first from incoming where plan_id is not null) i"
      " join plan l on l.id = i.plan_id where i.number <> i.first or exists"
      " (select 1 from class c where c.plan_id = i.plan_id and c.prefilled = 0 and c.number <> "
      "i.number) order by i.line",
      ConflictKind::kPlanHasClass, "", list);
}

ImportCounts KindOf<training::TrainingClass>::apply(Database& database, References& references) {
  soci::session& sql = database.session().sql;
  run(sql, "create index incoming_plan on incoming (plan_id)");
  // A class that was there without a plan takes the place of the plan's pre-filled one.
  run(sql,
      "delete from class where prefilled = 1 and plan_id in (select i.plan_id from incoming i join "
      "class c"
      " on c.number = i.number where c.prefilled = 0)");
  long long arrivals =
      ask_number(sql,
                 "select count(*) from incoming i join class c on c.plan_id = i.plan_id"
                 " where c.prefilled = 1");
  run(sql,
      "update class set number = (select i.number from incoming i where i.plan_id = class.plan_id)"
      " where prefilled = 1 and plan_id in (select plan_id from incoming where plan_id is not "
      "null)");
  ImportCounts counts = upsert(sql, spec());
  counts.added += arrivals;
  counts.changed -= arrivals;
  run(sql,
      "update plan set execution = 'carried_out' where execution <> 'carried_out' and id in "
      "(select c.plan_id"
      " from incoming i join class c on c.number = i.number where c.execution = 'carried_out'"
      " and c.plan_id is not null)");
  post_hours(sql, references.source_id(std::string(hours::kRosterSource)), "c.number = i.number",
             "");
  return counts;
}

// --- attendees ---

const TargetSpec& KindOf<training::Attendee>::spec() {
  static const TargetSpec kSpec = {
      "attendee",
      false,
      {{"class_id", false}, {"person_id", false}, {"seconds", false}, {"confirmed", false}},
      2,
      {}};
  return kSpec;
}

// A class's own administrator may add attendees of any institute (domain.md §1): the class decides
// the scope.
void KindOf<training::Attendee>::encode(const training::Attendee& attendee, Encoding& row) {
  const ClassRef* ref = row.references.find_class(attendee.class_number);
  if (ref == nullptr || !ref->org->in_scope) {
    row.conflicts.emplace_back(ConflictKind::kUnknownClass, attendee.class_number);
  }
  row.put(ref != nullptr ? ref->id : 0);
  const PersonRef* person = row.put_person(attendee.employee);
  put_count(row, attendee.hours ? std::optional(attendee.hours->seconds()) : std::nullopt);
  row.put(attendee.confirmed);
  if (ref == nullptr) return;
  row.guard(ref->org, base::Year(ref->year));
  if (person != nullptr) row.guard(person->org, base::Year(ref->year));
}

ImportCounts KindOf<training::Attendee>::apply(Database& database, References& references) {
  soci::session& sql = database.session().sql;
  long long roster = references.source_id(std::string(hours::kRosterSource));
  run(sql, "drop table if exists reposted");
  run(sql,
      "create temporary table reposted as select i.person_id, c.number,"
      " coalesce(i.seconds, c.seconds) as seconds from incoming i"
      " join attendee a on a.class_id = i.class_id and a.person_id = i.person_id"
      " join class c on c.id = i.class_id where a.seconds is distinct from i.seconds");
  run(sql, "create index reposted_key on reposted (person_id, number)");
  ImportCounts counts = upsert(sql, spec());
  post_hours(sql, roster, "c.id = i.class_id", " and a.person_id = i.person_id");
  run(sql, fmt::format("update record set seconds = (select t.seconds from reposted t"
                       " where t.person_id = record.person_id and t.number = record.number)"
                       " where source_id = {} and (person_id, number) in"
                       " (select person_id, number from reposted)",
                       roster));
  run(sql, "drop table reposted");
  return counts;
}

}  // namespace xueshi::store
