// Routes: the table of pages; a line of it is a page (route.h).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/message.h"
#include "web/route.h"

namespace xueshi::web {

const std::vector<Route>& routes();

struct Match {
  const Route* route = nullptr;
  std::map<std::string, std::string> parts;
};
// The route of an address; a HEAD is asked like a GET. Absent: no such page.
std::optional<Match> find_route(const std::vector<Route>& routes, http::Method method,
                                std::string_view path);

// Whether a form that is posted there may bring a file.
bool takes_files(std::string_view path);

}  // namespace xueshi::web
