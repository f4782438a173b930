// 我的外部学习: a learner's own records (web-pages.md 14–16).
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_external(const Visit& visit);  // {id}: a category's tab, or one record
http::Response show_new_external(const Visit& visit);
http::Response do_new_external(const Visit& visit);
http::Response show_external_deed(const Visit& visit);
http::Response do_external_deed(const Visit& visit);

}  // namespace xueshi::web
