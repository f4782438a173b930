// 培训计划 (web-pages.md 26–37).
#pragma once

#include "web/visit.h"

namespace xueshi::web {

http::Response show_plans(const Visit& visit);
http::Response show_plan(const Visit& visit);
http::Response show_plan_deed(const Visit& visit);
http::Response do_plan_deed(const Visit& visit);

}  // namespace xueshi::web
