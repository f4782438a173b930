#include "web/routes.h"

#include "base/text.h"
#include "web/route_groups.h"

namespace xueshi::web {

namespace {

std::optional<std::map<std::string, std::string>> parts_of(std::string_view pattern,
                                                           std::string_view path) {
  std::vector<std::string> wanted = base::split(pattern, '/'), given = base::split(path, '/');
  if (wanted.size() != given.size()) return std::nullopt;
  std::map<std::string, std::string> parts;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const std::string& step = wanted[i];
    if (step.size() > 2 && step.front() == '{' && step.back() == '}') {
      if (given[i].empty()) return std::nullopt;
      parts[step.substr(1, step.size() - 2)] = given[i];
    } else if (step != given[i]) {
      return std::nullopt;
    }
  }
  return parts;
}

}  // namespace

const std::vector<Route>& routes() {
  static const std::vector<Route> kRoutes = [] {
    std::vector<Route> all;
    for (const auto* group : {&door_routes(), &mine_routes(), &plan_routes(), &class_routes(),
                              &statistics_routes(), &system_routes()})
      all.insert(all.end(), group->begin(), group->end());
    return all;
  }();
  return kRoutes;
}

std::optional<Match> find_route(const std::vector<Route>& routes, http::Method method,
                                std::string_view path) {
  if (method == http::Method::kHead) method = http::Method::kGet;
  for (const Route& route : routes) {
    if (route.method != method) continue;
    if (auto parts = parts_of(route.pattern, path)) return Match{&route, std::move(*parts)};
  }
  return std::nullopt;
}

bool takes_files(std::string_view path) {
  std::optional<Match> match = find_route(routes(), http::Method::kPost, path);
  return match && match->route->takes_files;
}

}  // namespace xueshi::web
