// Item: something on its way through a graph, and the question "may I".
//
// Nothing here knows people or units: who fills an office is answered by a Standing, which `item`
// makes for one actor and one item. Asking changes nothing; taking a transition returns the next
// state.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/blocker.h"
#include "workflow/situation.h"

namespace xueshi::workflow {

State start_state(const Definition& definition);

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

// What one check of a graph refuses with; absent where it holds. Requires: facts of its vocabulary,
// the places included.
std::optional<base::Blocker> find_refusal(const Definition& definition, const Check& check,
                                          const condition::Facts& facts, const Needs& needs);

// The next state. Requires: the answer has no blockers.
State take(const Situation& situation, const Answer& answer);

// The one transition that passes on at once from a state; null where there is none.
const Transition* find_passing(const Definition& definition, const State& state,
                               const condition::Facts& facts);

// The actions that could be taken now by this one, in the order of the file; needs that are asked
// for at the moment of acting (`comment`, `people`, fields) are left out of the question.
// `is_meant`: which of them are asked about at all.
std::vector<std::string> possible_actions(
    const Situation& situation,
    const std::function<bool(const std::string& action)>& is_meant = nullptr);

// Whom the item waits for: the performers of the verdicts from its effective places that could be
// given – their conditions and checks hold; empty where it waits for nobody's verdict.
std::vector<Performer> waits_for(const Situation& situation);

// What people could do next, whoever they are: the transitions from the effective places whose
// condition and checks hold; what only the moment of acting shows (needs, fields) is left out.
std::vector<const Transition*> open_transitions(const Situation& situation);

// The registry's facts followed by the places of the regions.
condition::Facts with_places(const condition::Facts& facts, const State& state);

}  // namespace xueshi::workflow
