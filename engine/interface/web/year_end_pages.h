// The year-end of all institutes (web-pages.md 62).
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_year_end(const Visit& visit);
http::Response do_export_all(const Visit& visit);  // 全院导出

}  // namespace xueshi::web
