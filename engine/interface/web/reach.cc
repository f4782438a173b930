#include "web/reach.h"

#include "web/list.h"
#include "web/routes.h"

namespace xueshi::web {

bool can_open(const Visit& visit, const std::string& path) {
  std::optional<Match> match = find_route(routes(), http::Method::kGet, path);
  if (!match || visit.visitor == nullptr) return false;
  const Route& route = *match->route;
  if (route.step != Step::kAdmin && route.step != Step::kAgain) return true;
  academy::Role role = visit.visitor->actor.role;
  return role != academy::Role::kLearner && role >= route.least;
}

bool has_page(const Visit& visit, const std::string& pattern) {
  std::optional<Match> match = find_route(routes(), http::Method::kGet, pattern);
  return match && pattern == match->route->pattern && can_open(visit, pattern);
}

html::Html link_if_open(const Visit& visit, const html::Url& url, const std::string& path,
                        const std::string& label) {
  return can_open(visit, path) ? link_to(url, label) : html::text(label);
}

}  // namespace xueshi::web
