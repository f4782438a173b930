// What was told to somebody, as JSON.
#pragma once

#include "json/json.h"
#include "view/messages.h"

namespace xueshi::json {

Json to_json(const view::Message& message);

}  // namespace xueshi::json
