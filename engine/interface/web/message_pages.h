// 通知消息: what others did to what is one's own (S2, S4).
#pragma once

#include "html/html.h"
#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_messages(const Visit& visit);
// They have been read.
http::Response do_read_messages(const Visit& visit);

}  // namespace xueshi::web
