// What runs by itself (web-pages.md 77, 78).
#pragma once

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

http::Response show_jobs(const Visit& visit);
http::Response do_retry_jobs(const Visit& visit);
http::Response show_schedules(const Visit& visit);

}  // namespace xueshi::web
