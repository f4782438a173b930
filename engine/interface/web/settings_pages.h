// 个人设置: who one is, and how one is reached (S4, 个人基本信息).
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_settings(const Visit& visit);
http::Response do_settings(const Visit& visit);

}  // namespace xueshi::web
