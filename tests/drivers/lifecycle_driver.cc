// Acts for the walks, the triples and the contests of tests/reference and tests/contested.py: one
// JSON request a line on stdin, one answer a line on stdout.
//
//   lifecycle_driver DB HOME
//   {"do": "act", "as": "zhang:所级管理员@I001", "now": "2021-03-01T09:00:00+08:00", "subject":
//    "plan", "ids": ["P1"], "action": "approve", "comment": "", "fields": [["资助程度", "…"]],
//    "revision": 3, "look": [["plan", "P1"]]}
//   {"ok": true, "items": [{"id": "P1", "places": {…}, "revision": 4, …}], "seen": [{…}]}
//   {"ok": false, "blockers": [["plan.changed", "…"]], "seen": [{…}]}
// `do`: act, create, ask (without doing it), look, replay (of `subject` and the first of `ids`),
// verify (the audit trail, and every invariant), import (`path`, perhaps `dry_run`), statement
// (`employee`, `year`) and overview (`org`, `year`): judgements in seconds by account. Who acts and
// what day it is stay until said anew.
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>

#include "audit/audit_verify.h"
#include "base/error.h"
#include "base/fields.h"
#include "base/text.h"
#include "imports/import.h"
#include "item/act.h"
#include "item/kind.h"
#include "item/subject_fields.h"
#include "login/sign_in.h"
#include "store/audit.h"
#include "store/classes.h"
#include "store/items.h"
#include "store/people.h"
#include "store/plans.h"
#include "store/records.h"
#include "store/yearend.h"
#include "upkeep/init.h"
#include "upkeep/verify.h"
#include "view/statement.h"
#include "view/statistics.h"
#include "workflow/history.h"

namespace {

using nlohmann::json;
using namespace xueshi;

academy::Scope everything(const session::Session& session) {
  return academy::Scope::of(academy::Actor::machine_operator(), session.tree());
}

// --- what there is ---

json optional_seconds(const std::optional<base::Hours>& hours) {
  return hours ? json(hours->seconds()) : json(nullptr);
}

json see_plan(session::Session& session, const std::string& id) {
  auto plan = store::find_plan(session.database(), everything(session), id);
  if (!plan) return nullptr;
  return {{"org", plan->org},
          {"year", plan->year.value()},
          {"kind", training::word(plan->kind)},
          {"review", plan->review},
          {"publication", plan->publication},
          {"execution", plan->execution},
          {"withdrawal", plan->withdrawal},
          {"reason", plan->withdrawal_reason},
          {"funding", plan->funding_requested},
          {"excellence", plan->excellence},
          {"support", plan->support_level},
          {"rank", plan->funding_rank ? json(*plan->funding_rank) : json(nullptr)},
          {"month", plan->month ? json(base::render(*plan->month)) : json(nullptr)},
          {"headcount", plan->headcount},
          {"days", plan->days_millis},
          {"budget", plan->budget.fen()}};
}

json see_class(session::Session& session, const std::string& id) {
  academy::Scope scope = everything(session);
  auto one = store::find_class(session.database(), scope, id);
  if (!one) return nullptr;
  json attendees = json::array();
  for (const training::Attendee& attendee : store::fetch_attendees(session.database(), scope, id)) {
    attendees.push_back({attendee.employee, optional_seconds(attendee.hours), attendee.confirmed,
                         training::word(attendee.enrolment)});
  }
  return {{"execution", one->execution}, {"start", base::render(one->start.date)},
          {"headcount", one->headcount}, {"days", one->days_millis},
          {"budget", one->budget.fen()}, {"seconds", one->hours.seconds()},
          {"outcome", one->outcome},     {"attendees", attendees}};
}

json see_learning(session::Session& session, const std::string& id) {
  auto found = store::find_records(session.database(), everything(session), id);
  if (found.size() != 1) return nullptr;
  const hours::LearningRecord& record = found.front();
  return {{"status", record.status},
          {"source", record.source},
          {"title", record.title},
          {"seconds", record.length.seconds()}};
}

json see_person(session::Session& session, const std::string& id) {
  auto person = store::find_person(session.database(), everything(session), id);
  if (!person) return nullptr;
  auto day = [](const auto& date) { return date ? json(base::render(*date)) : json(nullptr); };
  return {{"required", person->hours_required},
          {"division", person->division_level},
          {"hired", day(person->employment.hired)},
          {"left", day(person->employment.left)},
          {"earlier", academy::render_spells(person->employment.earlier)}};
}

// "EMPLOYEE/YEAR": what counts for them, number → seconds.
json see_hours(session::Session& session, const std::string& id) {
  std::size_t slash = id.find('/');
  base::Year year(std::stoi(id.substr(slash + 1)));
  json seen = json::object();
  for (const hours::LearningRecord& record :
       store::fetch_records(session.database(), everything(session), id.substr(0, slash), year)) {
    if (record.counts()) seen[record.number] = record.length.seconds();
  }
  return seen;
}

json see_backbone(session::Session& session, const std::string& id) {
  std::size_t slash = id.find('/');
  base::Year year(std::stoi(id.substr(slash + 1)));
  store::BackboneReport report =
      store::fetch_backbone(session.database(), everything(session), id.substr(0, slash), year);
  return {
      {"status", report.status}, {"reported", report.reported}, {"frozen", report.frozen.size()}};
}

json see(session::Session& session, const std::string& subject, const std::string& id) {
  static const std::map<std::string, json (*)(session::Session&, const std::string&)> kSights = {
      {"plan", see_plan},     {"class", see_class}, {"learning", see_learning},
      {"person", see_person}, {"hours", see_hours}, {"backbone", see_backbone}};
  json seen = kSights.at(subject)(session, id);
  if (seen.is_null() || subject == "hours") return seen;
  auto item = store::find_item(session.database(), subject, id);
  seen["revision"] = item ? item->revision : 0;
  seen["verdicts"] = json::array();
  for (const store::Verdict& verdict : store::fetch_verdicts(session.database(), subject, id))
    seen["verdicts"].push_back({verdict.org, verdict.status});
  return seen;
}

json look(session::Session& session, const json& request) {
  json seen = json::array();
  for (const json& item : request.value("look", json::array()))
    seen.push_back(see(session, item[0], item[1]));
  return seen;
}

// --- what is done ---

json show(const base::Blockers& blockers) {
  json list = json::array();
  for (const base::Blocker& blocker : blockers) list.push_back({blocker.code, blocker.message});
  return list;
}

json show(const item::ActResult& result) {
  json places = json::object();
  for (const item::RegionPlace& place : result.places) places[place.region] = place.place;
  return {{"id", result.id},
          {"places", places},
          {"revision", result.revision},
          {"change_pending", result.change_pending},
          {"waits_for", result.waits_for},
          {"created", result.created},
          {"warnings", result.warnings},
          {"blockers", show(result.blockers)}};
}

base::Fields fields_of(const json& request) {
  base::Fields fields;
  for (const json& field : request.value("fields", json::array()))
    fields.emplace_back(field[0], field[1]);
  return fields;
}

item::ActRequest request_of(const json& request) {
  item::ActRequest act;
  act.subject = request.at("subject");
  act.ids = request.at("ids").get<std::vector<std::string>>();
  act.action = request.at("action");
  act.comment = request.value("comment", "");
  act.fields = fields_of(request);
  act.each = request.value("each", false);
  if (request.contains("revision") && !request["revision"].is_null())
    act.revision = request["revision"].get<std::int64_t>();
  return act;
}

json act(session::Session& session, const json& request) {
  json items = json::array();
  for (const item::ActResult& result : item::act(session, request_of(request)))
    items.push_back(show(result));
  return {{"ok", true}, {"items", items}};
}

json create(session::Session& session, const json& request) {
  item::ActResult made = item::create(session, {request.at("subject"), fields_of(request)});
  return {{"ok", true}, {"items", {show(made)}}};
}

json ask(session::Session& session, const json& request) {
  base::Blockers blockers = item::try_act(session, request_of(request)).blockers;
  return {{"ok", blockers.empty()}, {"blockers", show(blockers)}};
}

// --- what came of it ---

// "review=draft,publication=unpublished"; empty: made here, from the start.
workflow::State parse_state(const workflow::Definition& definition, const std::string& text) {
  workflow::State state = workflow::start_state(definition);
  if (text.empty()) return state;
  for (const std::string& part : base::split(text, ',')) {
    std::size_t equals = part.find('=');
    if (auto region = definition.find_region(part.substr(0, equals)))
      state[*region] = part.substr(equals + 1);
  }
  return state;
}

// What the trail says was done to an item.
struct Trail {
  std::vector<workflow::Step> steps;
  int acts = 0;  // what passes on at once is none of its own
};

Trail trail_of(session::Session& session, const workflow::Definition& definition,
               const std::string& subject, const std::string& id) {
  Trail trail;
  store::for_each_audit(
      session.database(), everything(session), {subject, id}, [&](const store::AuditEntry& entry) {
        if (entry.outcome != "done" || entry.graph.empty()) return;
        if (entry.action != "route") ++trail.acts;
        for (const workflow::Region& region : definition.regions) {
          std::string to = base::field_or_empty(entry.after, region.name);
          if (to.empty()) continue;
          trail.steps.push_back(
              {region.name, base::field_or_empty(entry.before, region.name), to, entry.action});
        }
      });
  return trail;
}

// The places now, as the sights above call them.
workflow::State state_now(const workflow::Definition& definition, const std::string& subject,
                          const json& seen) {
  workflow::State state;
  for (const workflow::Region& region : definition.regions) {
    if (subject == "person") {
      state.push_back("on_record");
    } else {
      state.push_back(subject == "plan"    ? seen.at(region.name)
                      : subject == "class" ? seen.at("execution")
                                           : seen.at("status"));
    }
  }
  return state;
}

// Answers how many steps the item took and how many acts they were; `problem` where they do not
// lead to where it is.
json replay(session::Session& session, const json& request) {
  std::string subject = request.at("subject"), id = request.at("ids").at(0);
  auto item = store::find_item(session.database(), subject, id);
  if (!item) return {{"ok", true}, {"steps", 0}, {"acts", 0}, {"revision", 0}};
  const workflow::Definition& definition =
      session.graphs().of(session.database(), item->graph, subject).definition;
  Trail trail = trail_of(session, definition, subject, id);
  auto problem = workflow::replay(definition, parse_state(definition, item->origin), trail.steps,
                                  state_now(definition, subject, see(session, subject, id)));
  json answer = {{"ok", !problem},
                 {"steps", trail.steps.size()},
                 {"acts", trail.acts},
                 {"revision", item->revision}};
  if (problem) answer["problem"] = problem->message;
  return answer;
}

json verify(session::Session& session, const json&) {
  audit::AuditVerification found = audit::verify_audit(session);
  json problems = json::array();
  for (const audit::AuditProblem& problem : found.problems) problems.push_back(problem.message);
  for (const upkeep::InvariantResult& each :
       upkeep::verify_data(session, std::nullopt, "").invariants) {
    for (const std::string& row : each.rows) problems.push_back(each.name + ": " + row);
  }
  return {{"ok", problems.empty()}, {"rows", found.rows}, {"problems", problems}};
}

json import(session::Session& session, const json& request) {
  imports::ImportResult result =
      imports::import_path(session, {request.at("path"), request.value("dry_run", false), {}},
                           [](const std::string&, std::int64_t, std::int64_t) {});
  json findings = json::array();
  for (const base::Finding& finding : result.findings.kept())
    findings.push_back(base::render(finding));
  session.reload_tree();
  return {{"ok", result.findings.ok()}, {"findings", findings}};
}

// --- judgements ---

json seconds_by_account(const policy::Policy& policy,
                        const std::vector<hours::AccountLine>& lines) {
  json seconds = json::object();
  for (std::size_t i = 0; i < lines.size(); ++i)
    seconds[policy.accounts[i].id] = lines[i].effective.seconds();
  return seconds;
}

json statement(session::Session& session, const json& request) {
  view::StatementView view =
      view::show_statement(session, request.at("employee"), base::Year(request.at("year")));
  const hours::Statement& made = view.statement;
  json missing = json::object();
  for (const auto& [account, hours] : made.missing)
    missing[view.policy->accounts[account].id] = hours.seconds();
  return {{"ok", true},
          {"met", made.met},
          {"open", made.open},
          {"exempt", made.exempt ? json(*made.exempt) : json(false)},
          {"requirement", made.requirement},
          {"total", made.effective().seconds()},
          {"effective", seconds_by_account(*view.policy, made.accounts)},
          {"missing", missing}};
}

json overview(session::Session& session, const json& request) {
  base::Year year(request.at("year"));
  json people = json::object();
  for (const view::PersonHours& one :
       view::overview_hours(session, year, request.at("org"), std::nullopt)) {
    people[one.line.employee] = {
        {"met", one.line.met},
        {"open", one.line.open},
        {"exempt", one.line.exempt},
        {"total", one.line.effective.seconds()},
        {"effective", seconds_by_account(session.policy(year), one.accounts)}};
  }
  return {{"ok", true}, {"people", people}};
}

// Who acts, and when, until a request says otherwise.
struct Scene {
  session::Workplace& workplace;
  database::Database& database;
  std::string as{};
  std::string now{};

  session::Session open() const {
    std::unique_ptr<base::Clock> clock;
    if (!now.empty()) clock = std::make_unique<base::FixedClock>(*base::parse_instant(now));
    return {workplace, academy::Actor::machine_operator(), database, std::move(clock)};
  }
};

json answer(Scene& scene, const json& request) {
  static const std::map<std::string, json (*)(session::Session&, const json&)> kDeeds = {
      {"act", act},
      {"create", create},
      {"ask", ask},
      {"replay", replay},
      {"verify", verify},
      {"import", import},
      {"statement", statement},
      {"overview", overview},
      {"look", [](session::Session&, const json&) {
         return json{{"ok", true}};
       }}};
  if (request.contains("now")) scene.now = request["now"];
  session::Session session = scene.open();
  std::string as = request.value("as", scene.as);
  json result;
  try {
    if (!as.empty()) session.become(login::claimed_actor(session, login::parse_claim(as)));
    scene.as = as;
    result = kDeeds.at(request.at("do"))(session, request);
  } catch (const base::Refused& refused) {
    result = {{"ok", false}, {"blockers", show(refused.blockers())}};
  } catch (const base::Error& error) {
    result = {{"ok", false}, {"error", error.what()}};
  }
  result["seen"] = look(session, request);
  return result;
}

// Where the witness of a PostgreSQL database lies, depends on it.
session::Environment own_environment() {
  session::Environment environment;
  for (const char* name : {"HOME", "XDG_STATE_HOME"}) {
    if (const char* value = std::getenv(name)) environment[name] = value;
  }
  return environment;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "usage: lifecycle_driver DB HOME\n";
    return 2;
  }
  base::Findings findings;
  session::Workplace workplace(
      session::Settings::resolve({{"db", {argv[1], "driver"}}, {"home", {argv[2], "driver"}}},
                                 own_environment(), findings),
      item::graph_subjects());
  try {
    upkeep::init_database(workplace.settings(), "", [](auto&&...) {});
    database::Database database = database::Database::open(argv[1]);
    Scene scene{workplace, database};
    for (std::string line; std::getline(std::cin, line);)
      std::cout << answer(scene, json::parse(line)).dump() << std::endl;
  } catch (const base::Error& error) {
    std::cerr << error.what() << '\n';
    return 3;
  } catch (const session::WrongFiles& wrong) {
    for (const base::Finding& finding : wrong.findings().kept())
      std::cerr << base::render(finding) << '\n';
    return 1;
  }
}
