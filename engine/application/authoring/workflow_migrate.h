// Moving items from the version of a graph that they started with to the home's current one.
#pragma once

#include <string>
#include <vector>

#include "session/session.h"

namespace xueshi::authoring {

struct Migration {
  std::string subject;
  std::string id;
  std::string from, to;              // versions
  std::vector<std::string> reasons;  // Chinese: why it cannot move; empty: it can, or has
  bool can_move() const { return reasons.empty(); }
};

// Every item that runs on an older version, of one graph or of all (an empty name): it can move
// where the new version has every place at which it stands, in the same region; a proved graph ends
// from all of them. Those that can are moved in one transaction, with an entry of the audit trail
// each (with `dry_run` not at all); the others keep their version. For academy administrators.
// Refuses "workflow.unknown-graph"; throws WrongFiles where a current graph is not sound.
std::vector<Migration> migrate_items(session::Session& session, const std::string& name,
                                     bool dry_run);

}  // namespace xueshi::authoring
