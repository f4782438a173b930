// Posting: what confirmed rosters of classes that are carried out put on people's records; for this
// room's own files.
#pragma once

#include "database/session.h"
#include "store/references.h"

namespace xueshi::store {

// Posts what is missing for the whole rosters of the staged classes. Requires: their stage.
void post_rosters_of_staged_classes(database::Sql& sql, References& references);

// Posts what is missing for the staged attendees; what is there gets their hours where these are in
// `reposted`. Requires: their stage.
void post_staged_attendees(database::Sql& sql, References& references);

// Remembers, before the staged attendees are applied, whose own hours change. Requires: their
// stage.
void note_reposted(database::Sql& sql);

}  // namespace xueshi::store
