// JSON as the command line prints it (json/json.h), its own ways added to sentences.
#pragma once

#include "json/json.h"

namespace xueshi::cli {

using json::hundredths;
using json::Json;
using json::number;
using json::text_or_null;
using json::to_json;

// With the way that the command line has (cli/ways.h).
Json told(const base::Finding& finding);
Json told(const base::Blockers& blockers);

}  // namespace xueshi::cli
