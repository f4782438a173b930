// 资助计划筛选: the order in which an institute wants its plans funded; and 导出, the plan list as
// a workbook.
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_funding(const Visit& visit);
http::Response show_plan_export(const Visit& visit);  // who is in it, and what is missing yet
http::Response do_plan_export(const Visit& visit);    // the workbook

}  // namespace xueshi::web
