// Layout: what all pages have around them.
#pragma once

#include <string>

#include "html/html.h"
#include "http/message.h"

namespace xueshi::web {

// A page with that title; nobody keeps a copy of it.
http::Response page(int status, const std::string& title, const html::Html& main);

}  // namespace xueshi::web
