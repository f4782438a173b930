#include "web/health.h"

namespace xueshi::web {

http::Response show_health(const Visit& visit) {
  bool is_well = visit.line.answers();
  return {is_well ? 200 : 503,
          {{"Content-Type", "text/plain; charset=utf-8"}, {"Cache-Control", "no-store"}},
          is_well ? "ok\n" : "database\n"};
}

}  // namespace xueshi::web
