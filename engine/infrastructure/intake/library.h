// The version of the library that this room owns.
#pragma once

#include "base/library.h"

namespace xueshi::intake {

// utf8proc.
base::Libraries library_versions();

}  // namespace xueshi::intake
