// 年度培训总结 (web-pages.md 58, 59).
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_summaries(const Visit& visit);
http::Response do_delete_summaries(const Visit& visit);
http::Response show_summary_page(const Visit& visit);
http::Response do_summary(const Visit& visit);  // refresh, set, submit, reopen

}  // namespace xueshi::web
