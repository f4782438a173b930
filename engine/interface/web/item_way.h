// The way that an item took: its graph with the steps marked, and the same in a table below.
#pragma once

#include <string>

#include "html/html.h"
#include "item/item_view.h"
#include "workflow/draw.h"

namespace xueshi::web {

// 办理经过: the regions of its graph, those that it moved in open, and every entry of its trail.
html::Html way_of(const item::ItemView& view);

// One region as a picture that scrolls where it is too wide.
html::Html framed_picture(const workflow::Definition& graph, std::size_t region,
                          const workflow::Highlight& way);
// What the lines and frames of a picture mean.
html::Html legend_of(const workflow::Highlight& way);

}  // namespace xueshi::web
