// The graphs that decide who may do what, as lists and pictures (web-pages.md 75, 76).
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_workflows(const Visit& visit);
http::Response show_workflow(const Visit& visit);

}  // namespace xueshi::web
