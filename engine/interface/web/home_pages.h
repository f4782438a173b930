// 首页 and 待办 of administrators (web-pages.md 24, 25).
#pragma once

#include "web/visit.h"

namespace xueshi::web {

http::Response show_home(const Visit& visit);

}  // namespace xueshi::web
