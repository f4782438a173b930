#include "view/inbox.h"

#include <fmt/format.h>

#include <algorithm>

#include "item/deed.h"
#include "item/kind.h"
#include "item/look.h"
#include "store/people.h"

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
       store::fetch_graphs(session.database(), graphs.subjects().graph_of(subject))) {
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

// What came back to its start, and why; or what is to be decided about it.
std::string status_of(const workflow::Definition& definition, const item::Subject& subject,
                      const std::string& place, const std::vector<store::Verdict>& verdicts) {
  std::string status = definition.label_of(place);
  if (stands_at_start(definition, place)) {  // came back, which its label does not say
    return status + fmt::format("（{}）", verdicts.empty() ? "" : verdicts.back().status);
  }
  for (const std::string& note : subject.waiting_notes()) status += "（" + note + "）";
  return status;
}

// What it is, for who has to decide; without status and actions.
InboxItem describe(item::Deed& deed, const item::Waiting& waiting) {
  const item::Subject& subject = *waiting.subject;
  database::Database& database = deed.session.database();
  InboxItem item;
  item.subject = subject.word();
  item.id = subject.shown();
  item.title = waiting.title;
  item.unit = deed.session.unit_name(subject.unit());
  item.learner = subject.learner();
  item.fields = subject.values();
  item.verdicts = store::fetch_verdicts(database, subject.word(), subject.number());
  if (item.learner.empty()) return item;
  if (auto person = store::find_person(database, deed.session.scope(), item.learner))
    item.learner_name = person->name;
  return item;
}

void add(item::Deed& deed, const item::Waiting& waiting, std::vector<InboxItem>& inbox) {
  const item::Subject& subject = *waiting.subject;
  if (!waiting.status.empty()) {
    InboxItem item = describe(deed, waiting);
    item.status = waiting.status;
    item.actions = waiting.actions;
    inbox.push_back(std::move(item));
    return;
  }
  if (waiting.only_for_verdict && !item::waiting_of(deed, subject).is_mine) return;
  item::Outlook outlook = item::outlook_of(deed, subject);
  if (!waits_for_me(deed, subject, outlook)) return;
  const session::Graph& graph = item::Case(deed, subject).graph();
  std::vector<std::string> actions = answering_actions(graph.definition, outlook, waiting.place);
  if (actions.empty()) return;
  InboxItem item = describe(deed, waiting);
  item.status = status_of(graph.definition, subject, waiting.place, item.verdicts);
  if (!item.verdicts.empty()) item.remark = item.verdicts.back().comment;
  item.actions = std::move(actions);
  inbox.push_back(std::move(item));
}

}  // namespace

std::vector<InboxItem> list_inbox(session::Session& session) {
  std::vector<InboxItem> inbox;
  academy::Scope scope = session.scope();
  look(session, item::RoleBook::load(session.database(), session.today()), [&](item::Deed& deed) {
    for (const item::Kind* kind : item::kinds()) {
      if (kind->for_each_waiting == nullptr) continue;
      kind->for_each_waiting(deed, scope, waiting_places(session, kind->word),
                             [&](const item::Waiting& waiting) { add(deed, waiting, inbox); });
    }
  });
  return inbox;
}

}  // namespace xueshi::view
