// Learning records as JSON.
#pragma once

#include "json/json.h"
#include "view/learning.h"

namespace xueshi::json {

Json to_json(const view::RecordView& view);  // a line of a list
Json shown(const view::RecordItem& item);    // one by itself: its revision and actions too

}  // namespace xueshi::json
