// Whether a page is there for who is there: links lead nowhere else.
#pragma once

#include <string>

#include "html/html.h"
#include "web/visit.h"

namespace xueshi::web {

bool can_open(const Visit& visit, const std::string& path);
// Likewise, and it is that page itself, not one with a part of the address as its item.
bool has_page(const Visit& visit, const std::string& pattern);
// A link, or the label alone.
html::Html link_if_open(const Visit& visit, const html::Url& url, const std::string& path,
                        const std::string& label);

}  // namespace xueshi::web
