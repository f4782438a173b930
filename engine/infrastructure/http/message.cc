#include "http/message.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "base/text.h"

namespace xueshi::http {

std::string Request::header(std::string_view name) const {
  return base::field_or_empty(headers, name);
}

bool Request::wants_json() const {
  std::string accept = header("accept");
  std::size_t json = accept.find("application/json"), page = accept.find("text/html");
  return json != std::string::npos && (page == std::string::npos || json < page);
}

Pairs Request::cookies() const {
  Pairs cookies;
  for (const std::string& part : base::split(header("cookie"), ';')) {
    std::string_view one = base::trim(part);
    std::size_t equals = one.find('=');
    if (equals == std::string_view::npos || equals == 0) continue;
    cookies.emplace_back(one.substr(0, equals), one.substr(equals + 1));
  }
  return cookies;
}

std::string_view reason_of(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 303:
      return "See Other";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 410:
      return "Gone";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 417:
      return "Expectation Failed";
    case 422:
      return "Unprocessable Content";
    case 429:
      return "Too Many Requests";
    case 431:
      return "Request Header Fields Too Large";
    case 500:
      return "Internal Server Error";
    case 503:
      return "Service Unavailable";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return "Unknown";
  }
}

// Values of people never come here; what did all the same must not begin a line of its own.
std::string render(const Response& response, Method asked, bool keeps_alive,
                   std::string_view date) {
  std::string text = fmt::format(
      "HTTP/1.1 {} {}\r\nDate: {}\r\nContent-Length: {}\r\nConnection: {}\r\n", response.status,
      reason_of(response.status), date, response.body.size(), keeps_alive ? "keep-alive" : "close");
  for (const auto& [name, value] : response.headers) {
    std::string line = value;
    std::erase_if(line, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
    text += fmt::format("{}: {}\r\n", name, line);
  }
  text += "\r\n";
  if (asked != Method::kHead) text += response.body;
  return text;
}

// Written by hand: the names of days do not depend on the machine's language.
std::string http_date(std::int64_t seconds_since_1970) {
  constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  std::tm at = fmt::gmtime(static_cast<std::time_t>(seconds_since_1970));
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", kDays[at.tm_wday], at.tm_mday,
                     kMonths[at.tm_mon], at.tm_year + 1900, at.tm_hour, at.tm_min, at.tm_sec);
}

}  // namespace xueshi::http
