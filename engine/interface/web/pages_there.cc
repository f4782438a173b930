#include "web/pages_there.h"

#include "http/target.h"
#include "web/list.h"
#include "web/routes.h"

namespace xueshi::web {

bool may_open(const Visit& visit, const html::Url& url, http::Method method) {
  std::optional<http::Target> target = http::parse_target(url.text());
  if (!target) return false;
  std::optional<Match> match = find_route(routes(), method, target->path);
  if (!match || visit.visitor == nullptr) return false;
  return match->route->step < Step::kAdmin || visit.visitor->actor.role >= match->route->least;
}

html::Html link_if_open(const Visit& visit, const html::Url& url, const std::string& label) {
  return may_open(visit, url) ? link_to(url, label) : html::text(label);
}

html::Html button_if_open(const Visit& visit, const html::Url& url, const std::string& label) {
  return may_open(visit, url) ? button_to(url, label) : html::Html();
}

}  // namespace xueshi::web
