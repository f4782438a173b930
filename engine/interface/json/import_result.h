// What an import did, or would do, as JSON.
#pragma once

#include "imports/import.h"
#include "json/json.h"

namespace xueshi::json {

// `tell` writes a finding.
Json to_json(const imports::ImportResult& result,
             Json (*tell)(const base::Finding& finding) = to_json);

}  // namespace xueshi::json
