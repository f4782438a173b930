// The sentences that refuse; for this room's own files. Each says why, where the item stands, and
// who can lift it or what to do.
#pragma once

#include <string_view>
#include <vector>

#include "workflow/situation.h"

namespace xueshi::workflow {

base::Blocker refuse_action(const Situation& situation, const Request& request);
// Requires: the candidates have the action that was asked for, and none starts at these places.
base::Blocker refuse_place(const Situation& situation,
                           const std::vector<const Transition*>& candidates,
                           const State& effective);
base::Blocker refuse_when(const Situation& situation, const std::vector<const Transition*>& here,
                          const condition::Facts& facts);
base::Blocker refuse_role(const Situation& situation, const Transition& transition);
base::Blocker refuse_party(const Situation& situation, const Transition& transition);
base::Blocker refuse_check(const Definition& definition, const Check& check, const Needs& needs);
// What a check that hides answers with.
base::Blocker hide(const Situation& situation);
base::Blocker refuse_comment(const Situation& situation, const Transition& transition);
base::Blocker refuse_field(const Situation& situation, const Transition& transition,
                           const std::string& field);

}  // namespace xueshi::workflow
