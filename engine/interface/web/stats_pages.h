// 培训统计: classes, staff, online learning, units (web-pages.md 50–54).
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_class_stats(const Visit& visit);
http::Response show_staff_stats(const Visit& visit);
http::Response show_online_stats(const Visit& visit);
http::Response show_unit_stats(const Visit& visit);

}  // namespace xueshi::web
