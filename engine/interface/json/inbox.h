// What waits for somebody, as JSON.
#pragma once

#include "json/json.h"
#include "view/inbox.h"

namespace xueshi::json {

Json to_json(const view::InboxItem& item);

}  // namespace xueshi::json
