// JSON Schema of the files that people write, made from the tables that these are checked with.
#pragma once

#include "authoring/file_kinds.h"
#include "json/json.h"

namespace xueshi::json {

// Draft 7, as editors read it: which keys stand where; what they may hold, the program's own check
// says. A key that people call by other names tells them in its description.
Json file_schema(const authoring::FileKind& kind);

}  // namespace xueshi::json
