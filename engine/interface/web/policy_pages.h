// The rules of a year (web-pages.md 72–74).
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_policy(const Visit& visit);
http::Response show_policy_comparison(const Visit& visit);
http::Response show_policy_reasons(const Visit& visit);

}  // namespace xueshi::web
