// 骨干人才筛选上报表, and its 完成上报 (web-pages.md 55, 56).
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_backbone(const Visit& visit);
http::Response do_backbone(const Visit& visit);  // report, withdraw
http::Response show_finalise(const Visit& visit);
http::Response do_finalise(const Visit& visit);

}  // namespace xueshi::web
