#include "web/site.h"

#include <memory>

#include "session/line.h"
#include "web/error_page.h"
#include "web/routes.h"

namespace xueshi::web {

http::Handler Site::make_handler() {
  auto line = std::make_shared<session::Line>(workplace_);
  return [line](const http::Request& request, std::uint64_t number) -> http::Answer {
    std::optional<Match> match = find_route(routes(), request.method, request.path);
    if (!match) return {error_page(404, number), ""};
    return {match->route->show({request, number, std::move(match->parts), *line}),
            match->route->pattern};
  };
}

const http::Pairs& headers_of_every_answer() {
  static const http::Pairs kHeaders = {
      {"Content-Security-Policy",
       "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src "
       "'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"Referrer-Policy", "same-origin"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy", ""},
  };
  return kHeaders;
}

}  // namespace xueshi::web
