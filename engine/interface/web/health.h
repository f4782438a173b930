// /healthz: whether the console can work; for the proxy and for who watches it.
#pragma once

#include "web/visit.h"

namespace xueshi::web {

// 200 `ok`, or 503 `database`: it does not answer, or is of another schema.
http::Response show_health(const Visit& visit);

}  // namespace xueshi::web
