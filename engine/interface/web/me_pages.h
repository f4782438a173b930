// 我的学习 and 个人设置: what everybody sees of themselves (web-pages.md 6–8, 11–16).
#pragma once

#include "web/visit.h"

namespace xueshi::web {

http::Response show_me(const Visit& visit);
http::Response show_change_password(const Visit& visit);
http::Response do_change_password(const Visit& visit);
http::Response show_sessions(const Visit& visit);
http::Response do_end_sessions(const Visit& visit);

}  // namespace xueshi::web
