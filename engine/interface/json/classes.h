// Classes and their rosters, as JSON.
#pragma once

#include "json/json.h"
#include "view/classes.h"

namespace xueshi::json {

Json to_json(const view::ClassView& view);  // a line of a list; for a learner what it is
Json shown(const view::ClassView& view);    // one by itself: its roster and actions too

}  // namespace xueshi::json
