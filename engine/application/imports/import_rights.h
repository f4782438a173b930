// Who may bring what by file (domain.md §1, §3, D17). The machine's operator may bring everything.
#pragma once

#include <optional>

#include "academy/rights.h"
#include "intake/kind.h"
#include "session/session.h"

namespace xueshi::imports {

// Refuses ("actor.role") where the acting role may not import that kind of file.
void require_import_right(const session::Session& session, intake::Kind kind);

// The right to bring rows of that kind that stand elsewhere than at the start of their graph;
// absent for kinds without one.
std::optional<academy::Right> placing_right(intake::Kind kind);

}  // namespace xueshi::imports
