// 报表核验: whether a workbook is what was published (web-pages.md 61).
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_report_check(const Visit& visit);
http::Response do_report_check(const Visit& visit);

}  // namespace xueshi::web
