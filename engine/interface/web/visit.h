// Visit: what a page's function gets.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "http/message.h"
#include "session/line.h"

namespace xueshi::web {

struct Visit {
  const http::Request& request;
  std::uint64_t number;                      // of the request, for who asks about it
  std::map<std::string, std::string> parts;  // of the address, by their names in the pattern
  session::Line& line;
};

}  // namespace xueshi::web
