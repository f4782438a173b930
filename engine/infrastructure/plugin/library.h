// The versions of the libraries that this room owns.
#pragma once

#include "base/library.h"

namespace xueshi::plugin {

// What xueshi-plugin was built with: Lua and libseccomp.
base::Libraries library_versions();

}  // namespace xueshi::plugin
