// 政策与工作流程: the year's rules in words, how things go, and what people ask (S2 Q1–Q6).
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_help(const Visit& visit);

}  // namespace xueshi::web
