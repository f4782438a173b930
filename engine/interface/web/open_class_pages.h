// 培训项目 that a learner can enrol in, and 我的培训班 (web-pages.md 18–20).
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_open_classes(const Visit& visit);
http::Response show_my_classes(const Visit& visit);
http::Response show_open_class(const Visit& visit);   // {id}
http::Response show_class_enrol(const Visit& visit);  // asks
http::Response do_class_enrol(const Visit& visit);

}  // namespace xueshi::web
