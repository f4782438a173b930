#include "view/inbox.h"

#include <fmt/format.h>

#include <algorithm>

#include "item/deed.h"
#include "item/look.h"
#include "item/subject_class.h"
#include "item/subject_plan.h"
#include "store/classes.h"
#include "store/plans.h"
#include "store/records.h"
#include "store/rosters.h"

namespace xueshi::view {

namespace {

// The places of a subject's graph at which somebody has to decide or to put something right: all
// but the ends and what never moves by itself.
std::vector<std::string> waiting_places(const workflow::Definition& definition) {
  std::vector<std::string> places;
  for (const workflow::Place& place : definition.places) {
    bool decided = std::any_of(definition.transitions.begin(), definition.transitions.end(),
                               [&](const workflow::Transition& transition) {
                                 return (transition.verdict || transition.returns) &&
                                        transition.starts_at(place.name);
                               });
    bool came_back = std::any_of(definition.transitions.begin(), definition.transitions.end(),
                                 [&](const workflow::Transition& transition) {
                                   return transition.verdict && transition.returns &&
                                          transition.to == place.name;
                                 });
    bool passes = std::any_of(definition.transitions.begin(), definition.transitions.end(),
                              [&](const workflow::Transition& transition) {
                                return transition.passes_on == workflow::PassesOn::kAlways &&
                                       transition.starts_at(place.name);
                              });
    if (decided || passes || (came_back && !place.start)) places.push_back(place.name);
  }
  return places;
}

// Those of every version that items run on.
std::vector<std::string> waiting_places(session::Session& session, std::string_view subject) {
  const session::Graphs& graphs = session.graphs();
  std::vector<std::string> places = waiting_places(graphs.current(subject).definition);
  for (const store::KeptGraph& kept :
       store::fetch_graphs(session.database(), session::graph_name(subject))) {
    if (kept.items == 0) continue;
    const session::Graph& graph = graphs.of(session.database(), kept.graph, subject);
    for (std::string& place : waiting_places(graph.definition)) {
      if (std::find(places.begin(), places.end(), place) == places.end())
        places.push_back(std::move(place));
    }
  }
  return places;
}

// Whether it waits for the acting role: a verdict of theirs, or what came back to its author.
bool waits_for_me(item::Deed& deed, const item::Subject& subject, const item::Outlook& outlook) {
  if (outlook.is_mine) return true;
  if (!outlook.waits_for.empty()) return false;
  const academy::Actor& actor = deed.session.actor();
  return !actor.is_operator() &&
         (actor.employee == subject.learner() || actor.org == subject.unit());
}

// Whether taking it answers what waits: the verdict that is asked for; else, of the author or the
// learner, what moves the item on or does nothing but fill fields in.
bool answers(const workflow::Transition& transition, bool is_for_verdict) {
  if (is_for_verdict) return transition.verdict;
  bool is_own = std::any_of(transition.by.begin(), transition.by.end(), [](const auto& performer) {
    return performer.kind == workflow::Performer::Kind::kAuthor ||
           performer.kind == workflow::Performer::Kind::kLearner;
  });
  bool is_edit = !transition.sets.empty() && transition.effects.empty();
  return is_own && (!transition.to.empty() || is_edit);
}

// Those of the possible actions that answer what waits at that place, in the order of the graph.
std::vector<std::string> answering_actions(const workflow::Definition& definition,
                                           const item::Outlook& outlook, const std::string& place) {
  const workflow::Place* at = definition.find_place(place);
  std::vector<std::string> actions;
  for (const std::string& action : outlook.actions) {
    bool fits = std::any_of(definition.transitions.begin(), definition.transitions.end(),
                            [&](const workflow::Transition& transition) {
                              return transition.action == action && at != nullptr &&
                                     transition.region == at->region &&
                                     answers(transition, outlook.is_mine);
                            });
    if (fits) actions.push_back(action);
  }
  return actions;
}

bool stands_at_start(const workflow::Definition& definition, const std::string& place) {
  const workflow::Place* at = definition.find_place(place);
  return at != nullptr && at->start;
}

void add(item::Deed& deed, const item::Subject& subject, std::string title,
         const std::string& place, std::vector<InboxItem>& inbox) {
  item::Outlook outlook = item::outlook_of(deed, subject);
  if (!waits_for_me(deed, subject, outlook)) return;
  const session::Graph& graph = item::Case(deed, subject).graph();
  std::vector<std::string> actions = answering_actions(graph.definition, outlook, place);
  if (actions.empty()) return;
  auto verdicts = store::fetch_verdicts(deed.session.database(), subject.word(), subject.number());
  std::string status = graph.definition.label_of(place);
  if (stands_at_start(graph.definition, place)) {  // came back, which its label does not say
    status += fmt::format("（{}）", verdicts.empty() ? "" : verdicts.back().status);
  } else {
    for (const std::string& note : subject.waiting_notes()) status += "（" + note + "）";
  }
  inbox.push_back({std::string(subject.word()), subject.shown(), std::move(title),
                   deed.session.unit_name(subject.unit()), std::move(status),
                   verdicts.empty() ? "" : verdicts.back().comment, std::move(actions)});
}

void add_plans(item::Deed& deed, const academy::Scope& scope, std::vector<InboxItem>& inbox) {
  database::Database& database = deed.session.database();
  std::vector<training::Plan> plans;
  store::for_each_plan(database, scope, {std::nullopt, waiting_places(deed.session, "plan")},
                       [&](const training::Plan& plan) { plans.push_back(plan); });
  std::sort(plans.begin(), plans.end(),
            [](const training::Plan& a, const training::Plan& b) { return a.number < b.number; });
  for (const training::Plan& plan : plans) {
    item::PlanSubject subject(deed, plan, false);
    add(deed, subject, plan.title, plan.review, inbox);
  }
}

// Where a class stands before it is carried out, and again after a reviewer said no to its change.
std::vector<std::string> start_places(session::Session& session) {
  std::vector<std::string> places;
  for (const workflow::Place& place : session.graphs().current("class").definition.places) {
    if (place.start) places.push_back(place.name);
  }
  return places;
}

store::ClassFilter in_places(std::vector<std::string> places) {
  store::ClassFilter filter;
  filter.executions = std::move(places);
  return filter;
}

std::vector<training::TrainingClass> classes_at(item::Deed& deed, const academy::Scope& scope,
                                                store::ClassFilter filter) {
  std::vector<training::TrainingClass> classes;
  if (filter.executions.empty()) return classes;
  store::for_each_class(
      deed.session.database(), scope, filter,
      [&](const training::TrainingClass& one, const training::Plan*) { classes.push_back(one); });
  return classes;
}

void add_classes(item::Deed& deed, const academy::Scope& scope, std::vector<InboxItem>& inbox) {
  for (const auto& one :
       classes_at(deed, scope, in_places(waiting_places(deed.session, "class")))) {
    item::ClassSubject subject(deed, one, false);
    if (item::waiting_of(deed, subject).is_mine)
      add(deed, subject, one.title, one.execution, inbox);
  }
}

// Classes of the acting role's own unit whose change was returned or refused, in the year in which
// they can be carried out.
void add_returned_classes(item::Deed& deed, const academy::Scope& scope,
                          std::vector<InboxItem>& inbox) {
  const academy::Actor& actor = deed.session.actor();
  if (actor.is_operator()) return;
  store::ClassFilter filter = in_places(start_places(deed.session));
  filter.year = base::year_of(deed.session.today());
  for (const auto& one : classes_at(deed, scope, filter)) {
    if (one.org != actor.org) continue;
    if (store::fetch_verdicts(deed.session.database(), "class", one.number).empty()) continue;
    add(deed, item::ClassSubject(deed, one, false), one.title, one.execution, inbox);
  }
}

// Enrolments that the class's own administrators have to review.
void add_enrolments(item::Deed& deed, const academy::Scope& scope, std::vector<InboxItem>& inbox) {
  database::Database& database = deed.session.database();
  const academy::Actor& actor = deed.session.actor();
  for (const training::Attendee& attendee : store::fetch_waiting_enrolments(database, scope)) {
    auto one = store::find_class(database, scope, attendee.class_number);
    auto person = store::find_attendable_person(database, attendee.employee);
    if (!one || !person || (!actor.is_operator() && actor.org != one->org)) continue;
    inbox.push_back({"class",
                     one->number,
                     one->title + "：" + person->name + "（" + person->employee + "）报名",
                     deed.session.unit_name(one->org),
                     "报名待审核",
                     "",
                     {"approve-enrolment", "refuse-enrolment"}});
  }
}

void add_records(item::Deed& deed, const academy::Scope& scope, std::vector<InboxItem>& inbox) {
  database::Database& database = deed.session.database();
  for (const hours::LearningRecord& record :
       store::fetch_records_at(database, scope, waiting_places(deed.session, "learning"))) {
    std::unique_ptr<item::Subject> subject = item::view_learning(deed, record);
    add(deed, *subject, record.title, record.status, inbox);
  }
}

}  // namespace

std::vector<InboxItem> list_inbox(session::Session& session) {
  std::vector<InboxItem> inbox;
  academy::Scope scope = session.scope();
  look(session, item::RoleBook::load(session.database(), session.today()), [&](item::Deed& deed) {
    add_plans(deed, scope, inbox);
    add_classes(deed, scope, inbox);
    add_returned_classes(deed, scope, inbox);
    add_enrolments(deed, scope, inbox);
    add_records(deed, scope, inbox);
  });
  return inbox;
}

}  // namespace xueshi::view
