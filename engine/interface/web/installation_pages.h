// How the installation and its data are (web-pages.md 79): as they were when they were checked
// last.
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_installation(const Visit& visit);
http::Response do_check_installation(const Visit& visit);

}  // namespace xueshi::web
