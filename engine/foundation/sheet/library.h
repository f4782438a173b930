// The versions of the libraries that this room owns.
#pragma once

#include "base/library.h"

namespace xueshi::sheet {

// libzip and expat.
base::Libraries library_versions();

}  // namespace xueshi::sheet
