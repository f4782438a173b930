// 导出 → 下载: the workbooks of an institute's year (web-pages.md 57, 60).
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_reports(const Visit& visit);
http::Response show_backbone_export(const Visit& visit);
http::Response do_make_reports(const Visit& visit);
http::Response take_workbook(const Visit& visit);  // /admin/reports/{file}: <name>.xlsx

}  // namespace xueshi::web
