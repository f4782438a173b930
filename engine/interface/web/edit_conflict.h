// Edit conflict: what somebody changed while somebody else filled in a form (web.md §5).
#pragma once

#include "base/fields.h"
#include "html/html.h"
#include "item/item_view.h"

namespace xueshi::web {

// Theirs beside mine: the headings that differ, and who changed the item last.
html::Html theirs_beside_mine(const item::ItemView& way, const base::Fields& standing,
                              const base::Fields& mine);

}  // namespace xueshi::web
