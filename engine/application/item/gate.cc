#include "item/gate.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/fields.h"
#include "base/text.h"
#include "hours/record_facts.h"
#include "intake/one_row.h"
#include "item/doubts.h"
#include "item/subject_class.h"
#include "item/subject_fields.h"
#include "item/subject_learning.h"
#include "item/subject_plan.h"
#include "store/classes.h"
#include "store/people.h"
#include "store/plans.h"
#include "store/rosters.h"
#include "training/plan_rules.h"

namespace xueshi::item {

namespace {

constexpr const char* kAdd = "add-attendee";
constexpr const char* kConfirm = "confirm";
constexpr const char* kEmployee = "员工编号";
constexpr const char* kHours = "学时";

// Where an item comes to rest that was just made.
workflow::State settled(const workflow::Definition& graph, workflow::State state,
                        const condition::Facts& facts) {
  while (const workflow::Transition* next = workflow::find_passing(graph, state, facts))
    state[next->region] = next->to;
  return state;
}

// What a file says of an item that is there already: those headings of the row that people can set
// at all, and that differ. (Statuses, which no one sets, were compared before.)
base::Fields differences(const workflow::Definition& graph, const base::Fields& before,
                         const base::Fields& row) {
  base::Fields changed;
  for (const auto& field : row) {
    const std::string& heading = field.first;
    bool is_set = std::any_of(
        graph.transitions.begin(), graph.transitions.end(),
        [&](const workflow::Transition& one) { return base::contains(one.sets, heading); });
    bool is_there = std::any_of(before.begin(), before.end(),
                                [&](const auto& other) { return other.first == heading; });
    if (is_set && is_there && base::field_or_empty(before, heading) != field.second)
      changed.push_back(field);
  }
  return changed;
}

workflow::Request request_for(const char* action, const base::Fields& fields) {
  workflow::Request request{action, false, {}, false};
  for (const auto& [heading, value] : fields) request.fields.push_back(heading);
  return request;
}

// Each region's place where it is none of those that making it can lead to, by label: a file knows
// no more.
std::vector<Misplaced> misplaced(const workflow::Definition& graph, const workflow::State& placed,
                                 const std::vector<workflow::State>& reached) {
  std::vector<Misplaced> wrong;
  for (std::size_t region = 0; region < placed.size(); ++region) {
    Misplaced one{graph.regions[region].name, graph.label_of(placed[region]), {}};
    for (const workflow::State& state : reached) {
      std::string label = graph.label_of(state[region]);
      if (!base::contains(one.allowed, label)) one.allowed.push_back(label);
    }
    if (!base::contains(one.allowed, one.given)) wrong.push_back(std::move(one));
  }
  return wrong;
}

// `also`: facts under which somebody else could make it, whose places are allowed too.
GateAnswer ask_to_make(Deed& deed, const Subject& made, const workflow::State& placed,
                       const std::vector<condition::Facts>& also = {}) {
  deed.action = kCreate;
  Case now(deed, made);
  const workflow::Definition& graph = now.graph().definition;
  workflow::Answer answer = workflow::ask(now.situation(), {kCreate, false, {}, false});
  if (!answer.blockers.empty()) return {answer.blockers, {}};
  workflow::State start = workflow::take(now.situation(), answer);
  std::vector<workflow::State> reached = {settled(graph, start, made.facts())};
  for (const condition::Facts& facts : also) reached.push_back(settled(graph, start, facts));
  return {{}, misplaced(graph, placed, reached)};
}

}  // namespace

Gate::Gate(session::Session& session, database::Transaction& transaction)
    : deed_{session, transaction, RoleBook::load(session.database(), session.today())} {
  deed_.password_confirmed = true;  // an import asks for it where it has to
}

Gate::~Gate() = default;

GateAnswer Gate::may_make(const training::Plan& plan) {
  PlanSubject made(deed_, plan, true);
  return ask_to_make(deed_, made, {plan.review, plan.publication, plan.execution, plan.withdrawal});
}

GateAnswer Gate::may_make(const training::TrainingClass& one) {
  ClassSubject made(deed_, one, ClassSubject::Made::kByFile);
  return ask_to_make(deed_, made, {one.execution});
}

// Many of a person's records are alike as far as a graph can tell.
GateAnswer Gate::may_make(const hours::LearningRecord& record) {
  const std::string& unit = unit_of(record.employee);
  LearningSubject made(deed_, record, unit, true);
  std::string key = record.employee + " " + record.status + " " +
                    condition::render(learning_kind().facts, made.facts());
  auto [at, fresh] = of_records_.try_emplace(key);
  if (fresh) {
    condition::Facts by_learner =
        hours::facts_of(record, {false, false, delivered_in(deed_.session)(record)});
    at->second = ask_to_make(deed_, made, {record.status}, {by_learner});
  }
  return at->second;
}

GateAnswer Gate::may_make(const training::Attendee& attendee) {
  deed_.action = kAdd;
  ClassSubject& roster = roster_of(attendee.class_number);
  base::Fields fields = {{kEmployee, attendee.employee}};
  base::Blockers wrong = roster.set_fields(fields);
  if (!wrong.empty()) return {wrong, {}};
  roster.focus(attendee.employee);
  return {Case(deed_, roster).ask(request_for(kAdd, fields)), {}};
}

// A draft whose kind is chosen goes to the year of such plans, whatever its row says
// (PlanSubject::choose_kind): the row has to say the same.
base::Blockers Gate::change(const training::Plan& plan, const Given& given) {
  session::Session& session = deed_.session;
  base::Fields row = intake::render_row(plan);
  auto before = store::find_plan(deed_.transaction.database(), session.scope(), plan.number);
  if (!before || before->kind || !plan.kind) return change(plan_kind(), plan.number, row, given);
  std::erase_if(row, [](const auto& field) { return field.first == "年度"; });
  base::Blockers blockers = change(plan_kind(), plan.number, row, given);
  training::Plan chosen = *before;
  chosen.kind = plan.kind;
  base::Year today = base::year_of(session.today());
  const policy::PlanRules& rules = session.policy(before->year).plans;
  if (!training::is_editable_year(chosen, today, rules))
    chosen.year = training::year_made_in(chosen.kind, today, rules);
  if (!blockers.empty() || chosen.year == plan.year) return blockers;
  return {{"plan.other-year", fmt::format("现在编制的{}应为 {} 年度，请更正 年度",
                                          training::label(plan.kind), chosen.year.value())}};
}

base::Blockers Gate::change(const training::TrainingClass& one, const Given& given) {
  auto plan = store::find_plan_of_class(deed_.transaction.database(), one.number);
  std::string before = plan ? plan->number : "";
  if (given("计划编号") && before != one.plan) {
    return {{"class.other-plan", before.empty()
                                     ? "培训班原来没有计划编号，不能改为有"
                                     : fmt::format("培训班的计划编号原为 '{}'，不能改", before)}};
  }
  return change(class_kind(), one.number, intake::render_row(one), given);
}

// One's own record is changed as its learner, whatever role one brings the file in.
base::Blockers Gate::change(const hours::LearningRecord& record, const Given& given) {
  session::Session& session = deed_.session;
  academy::Actor acting = session.actor();
  if (acting.employee == record.employee)
    session.become(
        {acting.employee, acting.login, academy::Role::kLearner, unit_of(record.employee)});
  base::Blockers blockers =
      change(learning_kind(), record.employee + "/" + record.number,
             intake::render_row(record, further_of(deed_.session).get()), given);
  session.become(std::move(acting));
  return blockers;
}

base::Blockers Gate::change(const training::Attendee& attendee, const Given&) {
  deed_.action = kConfirm;
  ClassSubject& roster = roster_of(attendee.class_number);
  base::Hours hours = attendee.hours.value_or(roster.training_class().hours);
  base::Fields fields = {{kEmployee, attendee.employee}, {kHours, base::render_exact(hours)}};
  base::Blockers wrong = roster.set_fields(fields);
  if (!wrong.empty()) return wrong;
  roster.focus(attendee.employee);
  return take_action(deed_, roster, request_for(kConfirm, fields));
}

bool Gate::is_confirmed(const training::Attendee& attendee) {
  auto kept =
      store::find_attendee(deed_.transaction.database(), attendee.class_number, attendee.employee);
  return kept && kept->confirmed;
}

// The first of the kind's actions that may be taken; where none may, what stands in the way of the
// first.
base::Blockers Gate::change(const Kind& kind, const std::string& id, base::Fields row,
                            const Given& given) {
  std::erase_if(row, [&](const auto& field) { return !given(field.first); });
  base::Blockers blockers;
  for (const std::string& action : kind.changes) {
    deed_.action = action;
    std::unique_ptr<Subject> subject = kind.lock(deed_, id);
    Case now(deed_, *subject);
    base::Fields changed = differences(now.graph().definition, subject->values(), row);
    workflow::Request request = request_for(action.c_str(), changed);
    base::Blockers of_action = now.ask(request);
    if (of_action.empty()) of_action = subject->set_fields(changed);
    if (of_action.empty()) of_action = take_action(deed_, *subject, request);
    if (of_action.empty()) return {};
    if (blockers.empty()) blockers = std::move(of_action);
  }
  return blockers;
}

ClassSubject& Gate::roster_of(const std::string& class_number) {
  std::unique_ptr<ClassSubject>& kept = classes_[class_number];
  if (!kept) {
    auto one = store::lock_class(deed_.transaction, deed_.session.scope(), class_number);
    if (!one) refuse_not_found(class_kind().word, class_number);
    kept = std::make_unique<ClassSubject>(deed_, *one, ClassSubject::Made::kOverPeople);
  }
  return *kept;
}

const std::string& Gate::unit_of(const std::string& employee) {
  auto [at, fresh] = units_.try_emplace(employee);
  if (fresh) {
    auto person = store::find_person(deed_.transaction.database(), deed_.session.scope(), employee);
    if (!person) refuse_not_found(person_kind().word, employee);
    at->second = person->org;
  }
  return at->second;
}

std::vector<std::string> Gate::take_warnings() { return std::exchange(deed_.warnings, {}); }
std::vector<store::AuditEntry> Gate::take_trail() { return std::exchange(deed_.trail, {}); }

}  // namespace xueshi::item
