// The versions of the libraries that this room owns.
#pragma once

#include "base/library.h"

namespace xueshi::workflow {

// Boost, of which only headers are used.
base::Libraries library_versions();

}  // namespace xueshi::workflow
