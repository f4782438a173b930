// Links to other pages, where who is there may open them.
#pragma once

#include <string>

#include "html/html.h"
#include "web/visit.h"

namespace xueshi::web {

// Whether this site has that page, and who is there may open it.
bool may_open(const Visit& visit, const html::Url& url, http::Method method = http::Method::kGet);
// A link; the words alone where they may not.
html::Html link_if_open(const Visit& visit, const html::Url& url, const std::string& label);
// A button; nothing where they may not.
html::Html button_if_open(const Visit& visit, const html::Url& url, const std::string& label);

}  // namespace xueshi::web
