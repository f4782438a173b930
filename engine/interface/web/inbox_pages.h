// 待办: what waits for who is there, a list a kind.
#pragma once

#include "html/html.h"
#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_inbox(const Visit& visit);

// How many of each kind, each a link to its list; for the home.
html::Html waiting_counts(const Visit& visit);

}  // namespace xueshi::web
