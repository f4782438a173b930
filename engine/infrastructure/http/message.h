// Requests and answers as values: what a page gets and what it gives. No socket, no library.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/fields.h"

namespace xueshi::http {

enum class Method { kGet, kHead, kPost };

// Names and values in the order in which they came; a name may come again.
using Pairs = base::Fields;

struct Request {
  Method method = Method::kGet;
  std::string path;  // decoded once, "/admin/plans": valid UTF-8 without NUL, `.` and `..` steps
  Pairs query;       // likewise
  Pairs headers;     // names in small letters
  std::string body;
  std::string peer{};       // the address that it came from; empty for a Unix socket
  bool keeps_alive = true;  // the connection may carry another one
  bool wants_json() const;  // asks for it before HTML
  std::string header(std::string_view name) const;  // empty where there is none
  Pairs cookies() const;
};

struct Response {
  int status = 200;
  Pairs headers;  // Content-Type and the page's own; what every answer has is added by the server
  std::string body;
};

// "OK", "Not Found"; "Unknown" for what no page of ours answers.
std::string_view reason_of(int status);

// Why a request is not taken: 400 (it breaks HTTP), 405, 413, 414, 431, 505.
struct Refusal {
  int status = 400;
  std::string why;  // English, for the log
};

// As it goes over the wire: `date` is an HTTP date; a HEAD has everything but the body.
std::string render(const Response& response, Method asked, bool keeps_alive, std::string_view date);
// "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(std::int64_t seconds_since_1970);

}  // namespace xueshi::http
