#include "workflow/item.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <optional>

#include "base/text.h"
#include "workflow/refusal.h"

namespace xueshi::workflow {

namespace {

using Candidates = std::vector<const Transition*>;

bool holds(const Check& check, const condition::Facts& facts, const Needs& needs) {
  return check.when.holds(facts) && (check.filled.empty() || needs.missing(check).empty());
}

// Whether its condition and its checks hold; a verdict that is passed over must still be one that
// could be given.
bool could_pass(const Situation& situation, const Transition& transition,
                const condition::Facts& facts) {
  return transition.when.holds(facts) &&
         std::all_of(transition.needs.begin(), transition.needs.end(), [&](const auto& need) {
           const Check* check = situation.definition.find_check(need);
           return check == nullptr || holds(*check, facts, situation.needs);
         });
}

const Transition* find_silent(const Situation& situation, const State& state, std::size_t region) {
  const std::string& place = state[region];
  condition::Facts facts = with_places(situation.facts, state);
  std::vector<Performer> reviewers = verdict_performers(situation.definition, place);
  std::optional<bool> vacant;  // asked for once, and only where it matters
  for (const Transition& transition : situation.definition.transitions) {
    if (!transition.passes_silently() || !transition.starts_at(place)) continue;
    if (!could_pass(situation, transition, facts)) continue;
    if (transition.passes_on == PassesOn::kAlways) return &transition;
    if (!vacant) vacant = situation.standing.are_vacant(reviewers);
    if (*vacant) return &transition;
  }
  return nullptr;
}

Candidates with_action(const Definition& definition, const Request& request) {
  Candidates all;
  for (const Transition& transition : definition.transitions) {
    bool may_ask = request.by_program || transition.is_for_people();
    bool taken = transition.passes_on != PassesOn::kAlways;
    if (transition.action == request.action && may_ask && taken) all.push_back(&transition);
  }
  return all;
}

// An item that is to be made has no state yet; one that is there is never made again.
Candidates from_here(const Candidates& candidates, const Situation& situation,
                     const State& effective) {
  bool is_new = situation.state.empty();
  Candidates here;
  for (const Transition* transition : candidates) {
    bool starts = transition->is_creation()
                      ? is_new
                      : !is_new && transition->starts_at(effective[transition->region]);
    if (starts) here.push_back(transition);
  }
  return here;
}

void add_role_blockers(const Situation& situation, const Transition& transition,
                       base::Blockers& blockers) {
  if (!situation.standing.is_one_of(transition.by)) {
    blockers.push_back(refuse_role(situation, transition));
  }
  if ((transition.verdict && situation.standing.is_party()) ||
      (transition.not_own && situation.standing.is_learner())) {
    blockers.push_back(refuse_party(situation, transition));
  }
}

// Those that only the moment of acting can answer.
bool is_momentary(const std::string& need) {
  return need == "comment" || need == "people" || need == "required_columns";
}

void add_need_blockers(const Situation& situation, const Transition& transition,
                       const Request& request, const condition::Facts& facts,
                       base::Blockers& blockers) {
  for (const std::string& need : transition.needs) {
    if (const Check* check = situation.definition.find_check(need)) {
      auto refusal = find_refusal(situation.definition, *check, facts, situation.needs);
      if (refusal) blockers.push_back(check->hides ? hide(situation) : std::move(*refusal));
    } else if (need == "comment") {
      if (!request.has_comment) blockers.push_back(refuse_comment(situation, transition));
    } else {
      for (base::Blocker& blocker : situation.needs.ask(need)) {
        blockers.push_back(std::move(blocker));
      }
    }
  }
}

void add_field_blockers(const Situation& situation, const Transition& transition,
                        const Request& request, base::Blockers& blockers) {
  for (const std::string& field : request.fields) {
    bool settable =
        std::any_of(transition.sets.begin(), transition.sets.end(), [&](const auto& heading) {
          return base::to_half_width(heading) == base::to_half_width(field);
        });
    if (!settable) blockers.push_back(refuse_field(situation, transition, field));
  }
}

// Two for one reason tell nothing more.
void remove_repeated(base::Blockers& blockers) {
  base::Blockers unique;
  for (base::Blocker& blocker : blockers) {
    if (std::find(unique.begin(), unique.end(), blocker) == unique.end())
      unique.push_back(std::move(blocker));
  }
  blockers = std::move(unique);
}

State effective_or_start(const Situation& situation) {
  return situation.state.empty() ? start_state(situation.definition) : effective_state(situation);
}

bool is_hidden(const Situation& situation, const base::Blockers& blockers) {
  base::Blocker hidden = hide(situation);
  return std::find(blockers.begin(), blockers.end(), hidden) != blockers.end();
}

Answer answer_with(const Situation& situation, const Request& request, const Transition& transition,
                   const State& effective) {
  Answer answer;
  answer.transition = &transition;
  answer.from = transition.is_creation() ? "" : effective[transition.region];
  if (!request.by_program) add_role_blockers(situation, transition, answer.blockers);
  add_need_blockers(situation, transition, request, with_places(situation.facts, effective),
                    answer.blockers);
  add_field_blockers(situation, transition, request, answer.blockers);
  remove_repeated(answer.blockers);
  if (is_hidden(situation, answer.blockers)) answer.blockers = {hide(situation)};
  return answer;
}

// What stands in the way of every one of these, wherever the item stood: no way of the action is
// open to who asks.
base::Blockers common_blockers(const Situation& situation, const Request& request,
                               const Candidates& candidates, const State& effective) {
  base::Blockers common;
  bool is_first = true;
  for (const Transition* transition : candidates) {
    base::Blockers own = answer_with(situation, request, *transition, effective).blockers;
    auto is_missing = [&](const base::Blocker& blocker) {
      return std::none_of(own.begin(), own.end(),
                          [&](const base::Blocker& other) { return other.code == blocker.code; });
    };
    if (is_first) common = own;
    common.erase(std::remove_if(common.begin(), common.end(), is_missing), common.end());
    is_first = false;
  }
  return common;
}

// Answers every need that must wait for the moment of acting with yes.
class LaterNeeds : public Needs {
 public:
  explicit LaterNeeds(const Needs& needs) : needs_(needs) {}
  base::Blockers ask(std::string_view need) const override {
    return is_momentary(std::string(need)) ? base::Blockers() : needs_.ask(need);
  }
  std::vector<std::string> missing(const Check& check) const override {
    return needs_.missing(check);
  }
  std::string say(const std::string& word) const override { return needs_.say(word); }

 private:
  const Needs& needs_;
};

}  // namespace

State start_state(const Definition& definition) {
  State state;
  for (std::size_t i = 0; i < definition.regions.size(); ++i)
    state.push_back(definition.start_of(i).name);
  return state;
}

condition::Facts with_places(const condition::Facts& facts, const State& state) {
  condition::Facts all = facts;
  for (const std::string& place : state) all.emplace_back(place);
  return all;
}

std::optional<base::Blocker> find_refusal(const Definition& definition, const Check& check,
                                          const condition::Facts& facts, const Needs& needs) {
  if (holds(check, facts, needs)) return std::nullopt;
  return refuse_check(definition, check, needs);
}

State effective_state(const Situation& situation) {
  State state = situation.state;
  for (std::size_t region = 0; region < state.size(); ++region) {
    // A proved graph passes no place twice; a stored state of another version might.
    for (std::size_t steps = situation.definition.places.size(); steps > 0; --steps) {
      const Transition* silent = find_silent(situation, state, region);
      if (silent == nullptr) break;
      state[region] = silent->to;
    }
  }
  return state;
}

Answer ask(const Situation& situation, const Request& request) {
  assert(situation.facts.size() + situation.definition.regions.size() ==
         situation.definition.vocabulary.facts.size());
  State effective = effective_or_start(situation);
  Candidates candidates = with_action(situation.definition, request);
  if (candidates.empty()) return {{refuse_action(situation, request)}, nullptr, ""};
  Candidates here = from_here(candidates, situation, effective);
  if (here.empty()) {
    base::Blockers blockers = common_blockers(situation, request, candidates, effective);
    if (is_hidden(situation, blockers)) return {{hide(situation)}, nullptr, ""};
    blockers.insert(blockers.begin(), refuse_place(situation, candidates, effective));
    return {blockers, nullptr, ""};
  }
  condition::Facts facts = with_places(situation.facts, effective);
  for (const Transition* transition : here) {
    if (transition->when.holds(facts))
      return answer_with(situation, request, *transition, effective);
  }
  return {{refuse_when(situation, here, facts)}, nullptr, ""};
}

State take(const Situation& situation, const Answer& answer) {
  assert(answer.transition != nullptr && answer.blockers.empty());
  State next = situation.state.empty() ? start_state(situation.definition) : situation.state;
  if (!answer.transition->to.empty()) next[answer.transition->region] = answer.transition->to;
  return next;
}

const Transition* find_passing(const Definition& definition, const State& state,
                               const condition::Facts& facts) {
  condition::Facts all = with_places(facts, state);
  for (const Transition& transition : definition.transitions) {
    bool passes = transition.passes_on == PassesOn::kAlways &&
                  transition.starts_at(state[transition.region]) && transition.when.holds(all);
    if (passes) return &transition;
  }
  return nullptr;
}

std::vector<std::string> possible_actions(
    const Situation& situation, const std::function<bool(const std::string& action)>& is_meant) {
  LaterNeeds later(situation.needs);
  Situation now{situation.definition, situation.state, situation.facts, situation.standing, later};
  std::vector<std::string> possible;
  for (const std::string& action : situation.definition.actions()) {
    if (is_meant && !is_meant(action)) continue;
    Request request{action, true, {}, false};
    Answer answer = ask(now, request);
    bool made_already = answer.transition != nullptr && answer.transition->is_creation() &&
                        !situation.state.empty();
    if (answer.blockers.empty() && !made_already) possible.push_back(action);
  }
  return possible;
}

std::vector<const Transition*> open_transitions(const Situation& situation) {
  State effective = effective_state(situation);
  condition::Facts facts = with_places(situation.facts, effective);
  std::vector<const Transition*> open;
  for (const Transition& transition : situation.definition.transitions) {
    bool here = !transition.is_creation() && !effective.empty() && transition.is_for_people() &&
                transition.starts_at(effective[transition.region]);
    if (here && could_pass(situation, transition, facts)) open.push_back(&transition);
  }
  return open;
}

std::vector<Performer> waits_for(const Situation& situation) {
  std::vector<Performer> all;
  State effective = effective_state(situation);
  condition::Facts facts = with_places(situation.facts, effective);
  for (const Transition& transition : situation.definition.transitions) {
    bool here = transition.verdict && !transition.is_creation() &&
                transition.starts_at(effective[transition.region]);
    if (here && could_pass(situation, transition, facts)) add_by_hand(transition, all);
  }
  return all;
}

}  // namespace xueshi::workflow
