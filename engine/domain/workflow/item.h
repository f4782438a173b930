// Item: something on its way through a graph, and the question "may I".
//
// Nothing here knows people or units: who fills an office is answered by a Standing, which `app`
// makes for one actor and one item. Asking changes nothing; taking a transition returns the next
// state.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/blocker.h"
#include "workflow/definition.h"

namespace xueshi::workflow {

// The place of each region, in the order of Definition::regions; empty for an item that is not yet
// made.
using State = std::vector<std::string>;

State start_state(const Definition& definition);

// How the one who asks stands to the item.
class Standing {
 public:
  virtual ~Standing() = default;
  // Whether they are one of these; for offices also where the offices of the list are all vacant
  // and they fill the next superior one.
  virtual bool is_one_of(const std::vector<Performer>& performers) const = 0;
  // Whether nobody fills any of these offices, the item's author and learner not counted.
  virtual bool are_vacant(const std::vector<Performer>& performers) const = 0;
  // Whether they are the author or the learner of the item.
  virtual bool is_party() const = 0;
  // Who could take it, for a refusal: "计算机网络信息中心 的所级管理员".
  virtual std::string describe(const std::vector<Performer>& performers) const = 0;
};

// What is asked for.
struct Request {
  std::string action;
  bool has_comment = false;
  std::vector<std::string> fields{};  // headings that are to be set
  bool by_program = false;            // an effect asks, not a person
};

// Answers a need that is neither `comment` nor a check of the file: the blockers in its way.
class Needs {
 public:
  virtual ~Needs() = default;
  virtual base::Blockers ask(std::string_view need) const = 0;
};

// Facts of the item as it stands: the registry's, in its order. The engine adds the regions'
// places.
struct Situation {
  const Definition& definition;
  const State& state;
  const condition::Facts& facts;
  const Standing& standing;
  const Needs& needs;
};

struct Answer {
  base::Blockers blockers;                 // every reason at once; empty: go ahead
  const Transition* transition = nullptr;  // the one that would be taken; null where none fits
  std::string from;                        // the place it starts from, vacant offices passed over
};

// The places that an item waits at, once vacant offices are passed over: for each region the stored
// place, or the one that `passes_on: vacant` leads to (`always` too, where it has no effect: an
// imported item was placed before its route).
State effective_state(const Situation& situation);

// May this be done? Blockers: "<subject>.unknown-action" (with the nearest; also where only the
// program may), "<subject>.place" (not from here: which status it has, and from which it can be
// done), "<subject>.when" (from here, but not as the item is), "<subject>.role" (who can),
// "<subject>.own" (authors and learners do not decide on their own), "<subject>.comment-missing",
// "<subject>.field" (which can be set), those of the checks and needs. A `create` is asked about
// with the start state or an empty one; whether the item exists already is not known here.
Answer ask(const Situation& situation, const Request& request);

// The next state. Requires: the answer has no blockers.
State take(const Situation& situation, const Answer& answer);

// The transitions that pass on at once from where the item now stands, one after the other; `facts`
// is asked again before each. Applies them to `state` and returns them. Requires: a proved
// definition.
template <typename AskFacts>
std::vector<const Transition*> pass_on(const Definition& definition, State& state, AskFacts facts);

// The one transition that passes on at once from a state; null where there is none.
const Transition* find_passing(const Definition& definition, const State& state,
                               const condition::Facts& facts);

template <typename AskFacts>
std::vector<const Transition*> pass_on(const Definition& definition, State& state, AskFacts facts) {
  std::vector<const Transition*> taken;
  while (const Transition* next = find_passing(definition, state, facts())) {
    state[next->region] = next->to;
    taken.push_back(next);
  }
  return taken;
}

// The actions that could be taken now by this one, in the order of the file; needs that are asked
// for at the moment of acting (`comment`, `people`, fields) are left out of the question.
std::vector<std::string> possible_actions(const Situation& situation);

// Whom the item waits for: the performers of the verdicts from its effective places that could be
// given – their conditions and checks hold; empty where it waits for nobody's verdict.
std::vector<Performer> waits_for(const Situation& situation);

// What people could do next, whoever they are: the transitions from the effective places whose
// condition and checks hold; what only the moment of acting shows (needs, fields) is left out.
std::vector<const Transition*> open_transitions(const Situation& situation);

// The registry's facts followed by the places of the regions.
condition::Facts with_places(const condition::Facts& facts, const State& state);

}  // namespace xueshi::workflow
