// 外部学习审核, for administrators (web-pages.md 47–48).
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_learning_list(const Visit& visit);
http::Response show_new_learning(const Visit& visit);
http::Response do_new_learning(const Visit& visit);
http::Response show_learning(const Visit& visit);  // {id}, or {employee} and {number}
http::Response show_learning_deed(const Visit& visit);
http::Response do_learning_deed(const Visit& visit);

}  // namespace xueshi::web
