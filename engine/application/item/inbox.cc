#include "item/inbox.h"

#include <algorithm>

#include "base/text.h"
#include "item/deed.h"
#include "item/look.h"
#include "store/items.h"

namespace xueshi::item {

namespace {

using workflow::Definition;
using workflow::Transition;

bool any_of(const Definition& definition, const std::function<bool(const Transition&)>& is_meant) {
  return std::any_of(definition.transitions.begin(), definition.transitions.end(), is_meant);
}

// At which somebody has to decide or to put something right: all but the ends and what never moves
// by itself.
bool is_waiting_place(const Definition& definition, const workflow::Place& place) {
  bool decided = any_of(definition, [&](const Transition& transition) {
    return (transition.verdict || transition.returns) && transition.starts_at(place.name);
  });
  bool came_back = any_of(definition, [&](const Transition& transition) {
    return transition.verdict && transition.returns && transition.to == place.name;
  });
  bool passes = any_of(definition, [&](const Transition& transition) {
    return transition.passes_on == workflow::PassesOn::kAlways && transition.starts_at(place.name);
  });
  return decided || passes || (came_back && !place.start);
}

void add_once(std::vector<std::string>& words, const std::string& word) {
  if (!base::contains(words, word)) words.push_back(word);
}

// Of every version in use: at which somebody may decide, and the others.
store::WaitingPart waiting_places(session::Session& session, std::string_view subject) {
  store::WaitingPart part;
  for (const session::Graph* graph : graphs_in_use(session, subject)) {
    const Definition& definition = graph->definition;
    for (const workflow::Place& place : definition.places) {
      if (!is_waiting_place(definition, place)) continue;
      add_once(is_deciding_place(definition, place) ? part.deciding : part.others, place.name);
    }
  }
  std::erase_if(part.others,
                [&](const std::string& place) { return base::contains(part.deciding, place); });
  return part;
}

// Where a class stands before it is carried out, and again after a reviewer said no to its change.
std::vector<std::string> start_places(const session::Session& session, std::string_view subject) {
  std::vector<std::string> places;
  for (const workflow::Place& place : session.graphs().current(subject).definition.places)
    if (place.start) places.push_back(place.name);
  return places;
}

// `places`: those of the kind.
store::WaitingAsked asked_of(Deed& deed, const Kind& kind, const Pile& pile,
                             const store::WaitingPart& places) {
  session::Session& session = deed.session;
  const academy::Actor& actor = session.actor();
  store::WaitingAsked asked;
  asked.unit = actor.org;
  asked.employee = actor.employee;
  asked.year = base::year_of(session.today());
  for (store::WaitingKind each : pile.parts) {
    store::WaitingPart part = places;
    part.kind = each;
    if (each == store::WaitingKind::kChangedClass)
      part.deciding.insert(part.deciding.end(), places.others.begin(), places.others.end());
    if (each == store::WaitingKind::kReturnedClass) part.others = start_places(session, kind.word);
    asked.parts.push_back(std::move(part));
  }
  return asked;
}

// Whether it waits for the acting role: a verdict of theirs, or what came back to its author.
bool waits_for_me(Deed& deed, const Waiting& waiting, const Outlook& outlook) {
  if (outlook.is_mine) return true;
  if (waiting.only_for_verdict || !outlook.waits_for.empty()) return false;
  const academy::Actor& actor = deed.session.actor();
  const Subject& subject = *waiting.subject;
  return !actor.is_operator() &&
         (actor.employee == subject.learner() || actor.org == subject.unit());
}

// Whether taking it answers what waits: the verdict that is asked for; else, of the author or the
// learner, what moves the item on or does nothing but fill fields in.
bool answers(const Transition& transition, bool is_for_verdict) {
  if (is_for_verdict) return transition.verdict;
  bool is_own = std::any_of(transition.by.begin(), transition.by.end(), [](const auto& performer) {
    return performer.kind == workflow::Performer::Kind::kAuthor ||
           performer.kind == workflow::Performer::Kind::kLearner;
  });
  bool is_edit = !transition.sets.empty() && transition.effects.empty();
  return is_own && (!transition.to.empty() || is_edit);
}

// Those of the possible actions that answer what waits at that place, in the order of the graph.
std::vector<std::string> answering_actions(const Case& now, bool is_for_verdict,
                                           const std::string& place) {
  const Definition& definition = now.graph().definition;
  const workflow::Place* at = definition.find_place(place);
  return workflow::possible_actions(now.situation(), [&](const std::string& action) {
    return at != nullptr && any_of(definition, [&](const Transition& transition) {
             return transition.action == action && transition.region == at->region &&
                    answers(transition, is_for_verdict);
           });
  });
}

std::optional<Answered> ask_about(Deed& deed, Waiting waiting) {
  Case now(deed, *waiting.subject);
  Answered answered{{}, &now.graph(), waiting.actions};
  if (waiting.status.empty()) {
    Outlook outlook = waiting_of(deed, now);
    if (!waits_for_me(deed, waiting, outlook)) return std::nullopt;
    answered.actions = answering_actions(now, outlook.is_mine, waiting.place);
    if (answered.actions.empty()) return std::nullopt;
  }
  answered.waiting = std::move(waiting);
  return answered;
}

// One row of each case is asked about; the others are answered with it.
void answer_cases(Deed& deed, OpenPile& pile) {
  std::vector<store::WaitingCase> cases =
      store::fetch_waiting_cases(deed.session.database(), deed.session.scope(), pile.asked);
  std::vector<store::WaitingRow> samples;
  for (const store::WaitingCase& one : cases) samples.push_back(one.sample);
  auto answers = ask_about_waiting(deed, *pile.kind, samples);
  std::vector<std::string> mine;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (!answers[i]) continue;
    mine.push_back(cases[i].name);
    pile.total += cases[i].rows;
  }
  if (mine.size() != cases.size()) pile.cases = std::move(mine);
}

}  // namespace

bool is_deciding_place(const Definition& graph, const workflow::Place& place) {
  return any_of(graph, [&](const Transition& transition) {
    return transition.starts_at(place.name) &&
           (transition.verdict || transition.passes_on != workflow::PassesOn::kNever);
  });
}

std::vector<const session::Graph*> graphs_in_use(session::Session& session,
                                                 std::string_view subject) {
  const session::Graphs& graphs = session.graphs();
  std::vector<const session::Graph*> versions = {&graphs.current(subject)};
  for (const store::KeptGraph& kept :
       store::fetch_graphs(session.database(), graphs.subjects().graph_of(subject))) {
    if (kept.items == 0) continue;
    const session::Graph& graph = graphs.of(session.database(), kept.graph, subject);
    if (&graph != versions.front()) versions.push_back(&graph);
  }
  return versions;
}

std::vector<std::string> places_meant(
    session::Session& session, std::string_view subject,
    const std::function<bool(const Definition& graph, const workflow::Place& place)>& is_meant) {
  std::vector<std::string> places;
  for (const session::Graph* graph : graphs_in_use(session, subject)) {
    for (const workflow::Place& place : graph->definition.places)
      if (is_meant(graph->definition, place)) add_once(places, place.name);
  }
  return places;
}

std::vector<std::string> numbers_to_decide(Deed& deed, const Kind& kind) {
  Pile pile{kind.piles.front().word, {kind.piles.front().parts.front()}};
  store::WaitingAsked asked = asked_of(deed, kind, pile, waiting_places(deed.session, kind.word));
  std::vector<store::WaitingRow> rows;
  for (const store::WaitingCase& one :
       store::fetch_waiting_cases(deed.session.database(), deed.session.scope(), asked))
    rows.push_back(one.sample);
  std::vector<std::string> numbers;
  if (rows.empty()) return numbers;
  for (const std::optional<Waiting>& waiting : kind.look_at_waiting(deed, rows))
    if (waiting && waiting_of(deed, Case(deed, *waiting->subject)).is_mine)
      numbers.push_back(waiting->subject->number());
  return numbers;
}

std::vector<std::optional<Answered>> ask_about_waiting(Deed& deed, const Kind& kind,
                                                       const std::vector<store::WaitingRow>& rows) {
  std::vector<std::optional<Answered>> all;
  if (rows.empty()) return all;
  for (std::optional<Waiting>& waiting : kind.look_at_waiting(deed, rows)) {
    all.emplace_back();
    if (waiting) all.back() = ask_about(deed, std::move(*waiting));
  }
  return all;
}

std::vector<OpenPile> open_piles(Deed& deed) {
  std::vector<OpenPile> open;
  for (const Kind* kind : kinds()) {
    if (kind->piles.empty()) continue;
    store::WaitingPart places = waiting_places(deed.session, kind->word);
    for (const Pile& pile : kind->piles) {
      open.push_back({kind, pile.word, asked_of(deed, *kind, pile, places), std::nullopt, 0});
      answer_cases(deed, open.back());
    }
  }
  return open;
}

}  // namespace xueshi::item
