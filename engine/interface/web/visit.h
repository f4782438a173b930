// Visit: what a page's function gets.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/blocker.h"
#include "http/message.h"
#include "http/multipart.h"
#include "login/door.h"
#include "session/line.h"
#include "work/hands.h"

namespace xueshi::web {

struct Route;

struct Visit {
  const http::Request& request;
  std::uint64_t number;                      // of the request, for who asks about it
  std::map<std::string, std::string> parts;  // of the address, by their names in the pattern
  session::Line& line;
  const Route* route = nullptr;
  login::Origin origin{};
  bool is_encrypted = false;     // between the browser and the proxy
  work::Hands* hands = nullptr;  // that do what takes long; null: it is done while it is waited for
  // Of who is signed in, in the role that the page is for; null where the page asks for nobody.
  session::Session* session = nullptr;
  const login::Visitor* visitor = nullptr;
  http::Pairs form{};                            // what was sent
  std::vector<http::FilePart> files{};           // likewise; their bytes are the request's
  mutable std::optional<std::int64_t> unread{};  // messages, once somebody asked (web/unread.h)

  // Empty where there is none.
  std::string part(const std::string& name) const;
  std::string query(std::string_view name) const;
  std::string field(std::string_view name) const;
  std::vector<std::string> fields(std::string_view name) const;  // each time it was sent
  // Null where none was chosen.
  const http::FilePart* file(std::string_view name) const;
};

}  // namespace xueshi::web
