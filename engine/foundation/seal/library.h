// The versions of the libraries that this room owns.
#pragma once

#include "base/library.h"

namespace xueshi::seal {

// libsodium.
base::Libraries library_versions();

}  // namespace xueshi::seal
