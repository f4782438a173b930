// The tree of units at the left: links to the same page about another unit.
#pragma once

#include <string>

#include "html/html.h"
#include "web/visit.h"

namespace xueshi::web {

// What the acting role reaches, down to institutes, and the departments of the chosen one; `org` of
// the address is the chosen unit.
html::Html unit_tree(const Visit& visit);

}  // namespace xueshi::web
