// Routes: the table of pages. A line of it is a page: method, address, title, function.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

struct Route {
  http::Method method;
  const char* pattern;  // "/admin/plans/{id}": a part in braces is one step, whatever it is
  const char* title;    // of the page; empty: no page of its own
  http::Response (*show)(const Visit& visit);
};
const std::vector<Route>& routes();

struct Match {
  const Route* route = nullptr;
  std::map<std::string, std::string> parts;
};
// The route of an address; a HEAD is asked like a GET. Absent: no such page.
std::optional<Match> find_route(const std::vector<Route>& routes, http::Method method,
                                std::string_view path);

}  // namespace xueshi::web
