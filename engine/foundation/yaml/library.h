// The versions of the libraries that this room owns.
#pragma once

#include "base/library.h"

namespace xueshi::yaml {

// yaml-cpp as it was when this was built: the library itself cannot say.
base::Libraries library_versions();

}  // namespace xueshi::yaml
