// Files that are part of the program: one sheet of styles. Their name holds their hash, so that a
// browser keeps them for good.
#pragma once

#include "web/visit.h"

namespace xueshi::web {

http::Response show_fixed_file(const Visit& visit);

}  // namespace xueshi::web
