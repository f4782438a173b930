#include "web/answers.h"

#include <fmt/format.h>

#include "base/fields.h"
#include "http/target.h"

namespace xueshi::web {

namespace {

constexpr std::size_t kLongestAddress = 2000;

// `__Host-` ties a cookie to this host and to encryption, which a loopback address has none of.
const char* cookie_name(bool is_encrypted) { return is_encrypted ? "__Host-sid" : "sid"; }

void set_cookie(const Visit& visit, http::Response& response, const std::string& value,
                const char* rest) {
  response.headers.emplace_back(
      "Set-Cookie",
      fmt::format("{}={}; Path=/; HttpOnly; SameSite=Lax{}{}", cookie_name(visit.is_encrypted),
                  value, visit.is_encrypted ? "; Secure" : "", rest));
}

http::Response location(const std::string& where) {
  return {303, {{"Location", where}, {"Cache-Control", "no-store"}}, ""};
}

}  // namespace

http::Response see_other(const html::Url& url) { return location(url.text()); }

http::Response see_other(const std::string& to, const html::Url& otherwise) {
  return see_other(way_back(to, otherwise));
}

html::Url way_back(const std::string& to, const html::Url& otherwise) {
  std::optional<http::Target> target = http::parse_target(to);
  if (!target || to.size() > kLongestAddress) return otherwise;
  return html::Url::at(target->path, target->query);
}

http::Response with_token(const Visit& visit, http::Response response, const std::string& token) {
  set_cookie(visit, response, token, "");
  return response;
}

http::Response without_token(const Visit& visit, http::Response response) {
  set_cookie(visit, response, "", "; Max-Age=0");
  return response;
}

std::string token_of(const http::Request& request, bool is_encrypted) {
  return base::field_or_empty(request.cookies(), cookie_name(is_encrypted));
}

http::Response done(const Visit& visit, const html::Url& url, const std::string& notice) {
  login::keep_done(*visit.session, *visit.visitor, url.text(), notice);
  return see_other(url);
}

http::Response download(const std::string& name, const std::string& type, std::string bytes) {
  html::Url encoded({name});
  std::size_t dot = name.rfind('.');
  std::string plain = "download" + (dot == std::string::npos ? "" : name.substr(dot));
  return {200,
          {{"Content-Type", type},
           {"Content-Disposition", fmt::format("attachment; filename=\"{}\"; filename*=UTF-8''{}",
                                               plain, encoded.text().substr(1))},
           {"Cache-Control", "no-store"}},
          std::move(bytes)};
}

}  // namespace xueshi::web
