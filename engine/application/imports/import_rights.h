// Who may import what (domain.md §1). The machine's operator may import everything.
#pragma once

#include "intake/kind.h"
#include "session/session.h"
#include "training/plan.h"

namespace xueshi::imports {

// Refuses ("actor.role") where the acting role may not import that kind of file.
void require_import_role(const session::Session& session, intake::Kind kind);

// Whether the acting role is too small to place a *new* plan as this one is placed. **D**: a plan
// comes as 审批通过, or 已发布, only from a role that gives final verdicts – the institute's or the
// academy's administrator, who bring in what was approved elsewhere before – so that no author's
// file goes round the approval; the trail names every number. Other places are free: nobody decided
// there.
bool is_placed_beyond_role(const academy::Actor& actor, const training::Plan& plan);

}  // namespace xueshi::imports
