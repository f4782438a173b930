// serve: the console, until it is told to stop.
#include <fmt/format.h>

#include <iostream>
#include <iterator>

#include "base/number.h"
#include "cli/commands.h"
#include "cli/event_log.h"
#include "http/request_parser.h"
#include "http/server.h"
#include "session/line.h"
#include "web/error_page.h"
#include "web/site.h"

namespace xueshi::cli {

namespace {

constexpr const char* kDefaultPlace = "127.0.0.1:8080";
constexpr const char* kFile = "unix:";

// Reached from this machine alone.
bool is_loopback(const std::string& address) {
  return address.rfind("127.", 0) == 0 || address == "::1";
}

// "127.0.0.1:8080", "[::1]:8080" or "unix:FILE".
http::ServerOptions options_of(const Invocation& invocation) {
  http::ServerOptions options;
  std::string place = invocation.find(Option::kListen).value_or(kDefaultPlace);
  options.workers = invocation.number(Option::kJobs, options.workers, 1, 64);
  if (place.rfind(kFile, 0) == 0) {
    options.socket_file = place.substr(std::string(kFile).size());
    if (options.socket_file.empty()) throw UsageError{"--listen unix: a file is missing"};
    return options;
  }
  std::size_t colon = place.rfind(':');
  auto port = base::parse_decimal(colon == std::string::npos ? "" : place.substr(colon + 1), 0);
  if (!port || *port < 0 || *port > 65535)
    throw UsageError{fmt::format("--listen {}: not ADDRESS:PORT or unix:FILE", place)};
  options.port = static_cast<std::uint16_t>(*port);
  options.address = place.substr(0, colon);
  if (options.address.size() > 2 && options.address.front() == '[')
    options.address = options.address.substr(1, options.address.size() - 2);
  if (!is_loopback(options.address) && !invocation.has(Option::kPlain)) {
    throw UsageError{
        fmt::format("--listen {}: other machines reach that address, and nothing is encrypted; "
                    "put a proxy in front, or say --plain",
                    place)};
  }
  return options;
}

// What a broken request gets too.
http::Response answer_of(const std::string& bytes, web::Site& site, http::Method& asked,
                         bool& keeps_alive) {
  http::RequestParser parser{http::Limits{}};
  parser.put(bytes);
  if (parser.state() == http::RequestParser::State::kRefused)
    return web::error_page(parser.refusal().status, 1);
  if (parser.state() != http::RequestParser::State::kComplete) return web::error_page(408, 1);
  http::Request request = parser.take();
  asked = request.method;
  keeps_alive = request.keeps_alive;
  return site.make_handler()(request, 1).response;
}

// One request from standard input: for looking at a page, and for trying broken ones. Its date is
// always the same, so that two answers can be held against each other.
int answer_once(web::Site& site) {
  std::string bytes{std::istreambuf_iterator<char>(std::cin), {}};
  http::Method asked = http::Method::kGet;
  bool keeps_alive = false;
  http::Response response = answer_of(bytes, site, asked, keeps_alive);
  const http::Pairs& always = web::headers_of_every_answer();
  response.headers.insert(response.headers.end(), always.begin(), always.end());
  std::cout << http::render(response, asked, keeps_alive, http::http_date(0)) << std::flush;
  return kDone;
}

std::string place_of(const http::ServerOptions& options, const http::Server& server) {
  if (!options.socket_file.empty()) return kFile + options.socket_file;
  bool is_v6 = options.address.find(':') != std::string::npos;
  return fmt::format(fmt::runtime(is_v6 ? "http://[{}]:{}" : "http://{}:{}"), options.address,
                     server.port());
}

int serve(Invocation& invocation, http::ServerOptions options, web::Site& site, EventLog& log) {
  // What nobody could work with is told at once, not to the first who asks.
  session::Line(invocation.workplace).open(academy::Actor::machine_operator());
  options.always = web::headers_of_every_answer();
  http::Server server(
      options, [&] { return site.make_handler(); }, web::error_page,
      [&](const http::Answered& answered) { log.answered(answered); });
  log.listening(place_of(options, server), options.workers);
  server.run(/*with_signals=*/true);
  log.stopped();
  return kDone;
}

}  // namespace

int run_serve(Invocation& invocation) {
  http::ServerOptions options = options_of(invocation);
  web::Site site(invocation.workplace);
  if (invocation.has(Option::kOnce)) return answer_once(site);
  EventLog log(invocation.output);
  return log.end_of([&] { return serve(invocation, options, site, log); });
}

}  // namespace xueshi::cli
