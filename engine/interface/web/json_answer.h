// What programs get on the same addresses (web.md §11).
#pragma once

#include "http/message.h"
#include "json/json.h"

namespace xueshi::web {

http::Response json_answer(int status, const json::Json& json);

}  // namespace xueshi::web
