// Layout: what all pages have around them – menus, who is there, where one is.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "html/html.h"
#include "http/message.h"
#include "web/visit.h"

namespace xueshi::web {

struct Crumb {
  std::string label;
  html::Url url;
};

struct Page {
  std::string title;
  html::Html main{};            // below the heading
  html::Html aside{};           // beside it: the tree of units
  std::vector<Crumb> crumbs{};  // between the section and the page
  int status = 200;
};

// A page for who is there; nobody keeps a copy of it.
http::Response show(const Visit& visit, const Page& page);
// The same about something that goes on: it is asked for again, by the script where there is one,
// else by the browser itself.
http::Response show_under_way(const Visit& visit, const Page& page, int seconds);
// One for nobody known: errors of HTTP itself.
http::Response show_bare(const Page& page);

}  // namespace xueshi::web
