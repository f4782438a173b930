// What an import needs of the graphs: which places a file calls alike, and the running items of
// what it brings.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "database/database.h"
#include "intake/kind.h"
#include "session/session.h"

namespace xueshi::imports {

// The subject whose items a kind of file brings; empty for one that brings none.
std::string subject_of(intake::Kind kind);

// Place → the first place of its region with the same label: what a file means by that label.
std::map<std::string, std::string> alike_places(const session::Session& session, intake::Kind kind);

// Where items of that kind begin, and to where they pass on from there by themselves, unless that
// is an end: a file that says so of an item that is there asks for nothing.
std::vector<std::string> first_places(const session::Session& session, intake::Kind kind);

// The label of a place of that kind's items; the place itself where its graph does not know it.
std::string place_label(const session::Session& session, intake::Kind kind,
                        const std::string& place);

// Every imported item starts with the graph of today. Requires: the stage of that file, applied.
void register_items(session::Session& session, database::Transaction& transaction,
                    intake::Kind kind);

}  // namespace xueshi::imports
