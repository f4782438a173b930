// What helps who writes files, as JSON.
#pragma once

#include "authoring/why.h"
#include "json/json.h"

namespace xueshi::json {

Json to_json(const authoring::ExplainedCode& code);
Json to_json(const authoring::Explanation& explanation);

}  // namespace xueshi::json
