// The version of the library that this room owns.
#pragma once

#include "base/library.h"

namespace xueshi::json {

// nlohmann-json.
base::Libraries library_versions();

}  // namespace xueshi::json
