// History: the recorded steps of an item, and the state that they lead to.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "workflow/draw.h"
#include "workflow/item.h"

namespace xueshi::workflow {

struct ReplayProblem {
  std::size_t step = 0;  // into the steps; their number where it is about the end
  std::string message;   // Chinese
};

// Follows the steps from `origin` (the start state for an item made here, where it was placed for
// an imported one). Absent where they lead to `now`; else the first step that does not fit: it
// starts elsewhere than the last one ended, or no transition of the definition leads there (vacant
// offices passed over count as one step).
std::optional<ReplayProblem> replay(const Definition& definition, State origin,
                                    const std::vector<Step>& steps, const State& now);

}  // namespace xueshi::workflow
