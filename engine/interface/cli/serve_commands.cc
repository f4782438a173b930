// serve: the console, until it is told to stop.
#include <fmt/format.h>

#include <iostream>
#include <iterator>
#include <optional>

#include "base/number.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/event_log.h"
#include "cli/service_manager.h"
#include "http/listen.h"
#include "http/request_parser.h"
#include "http/server.h"
#include "session/session.h"
#include "web/error_page.h"
#include "web/routes.h"
#include "web/site.h"

namespace xueshi::cli {

namespace {

constexpr const char* kDefaultPlace = "127.0.0.1:8080";
constexpr const char* kFile = "unix:";

http::Limits limits() {
  http::Limits limits;
  limits.takes_uploads = web::takes_files;
  return limits;
}

// "127.0.0.1:8080", "[::1]:8080" or "unix:FILE".
http::Place parse_place(const std::string& place) {
  if (place.rfind(kFile, 0) == 0) {
    std::string file = place.substr(std::string(kFile).size());
    if (file.empty()) throw UsageError{"--listen unix: a file is missing"};
    return {"", 0, file};
  }
  std::size_t colon = place.rfind(':');
  auto port = base::parse_decimal(colon == std::string::npos ? "" : place.substr(colon + 1), 0);
  if (!port || *port < 0 || *port > 65535)
    throw UsageError{fmt::format("--listen {}: not ADDRESS:PORT or unix:FILE", place)};
  std::string address = place.substr(0, colon);
  if (address.size() > 2 && address.front() == '[') address = address.substr(1, address.size() - 2);
  return {address, static_cast<std::uint16_t>(*port), ""};
}

std::string text_of(const http::Place& place) {
  if (place.address.empty()) return kFile + place.file;
  bool is_v6 = place.address.find(':') != std::string::npos;
  return fmt::format(fmt::runtime(is_v6 ? "[{}]:{}" : "{}:{}"), place.address, place.port);
}

// A socket that was handed over comes before --listen: the same unit starts with one, and without.
http::ServerOptions options_of(const Invocation& invocation) {
  http::ServerOptions options;
  options.limits = limits();
  options.workers = invocation.number(Option::kJobs, options.workers, 1, 64);
  std::optional<int> socket = handed_over_socket();
  http::Place place = parse_place(invocation.find(Option::kListen).value_or(kDefaultPlace));
  if (socket) place = http::take_socket(options.socket = *socket);
  options.address = place.address;
  options.port = place.port;
  options.socket_file = place.file;
  bool is_reached = !place.address.empty() && !http::is_loopback(place.address);
  if (is_reached && !invocation.has(Option::kPlain)) {
    throw UsageError{
        fmt::format("--listen {}: other machines reach that address, and nothing is encrypted; "
                    "put a proxy in front, or say --plain",
                    text_of(place))};
  }
  return options;
}

web::SiteOptions site_options_of(const Invocation& invocation) {
  web::SiteOptions options;
  for (const std::string& name : invocation.all(Option::kHost))
    options.hosts.insert(base::lower_ascii(name));
  for (const std::string& address : invocation.all(Option::kProxy))
    options.proxies.insert(address == kFile ? "" : address);
  return options;
}

// What a broken request gets too.
http::Response answer_of(const std::string& bytes, web::Site& site, http::Method& asked,
                         bool& keeps_alive) {
  http::RequestParser parser{limits()};
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

// A file is reached by a proxy alone, which knows its names; an address answers to itself.
void add_hosts(const http::Place& place, web::Site& site) {
  if (place.address.empty()) return;
  site.add_host(text_of(place));
  if (http::is_loopback(place.address)) site.add_host(fmt::format("localhost:{}", place.port));
}

int serve(Invocation& invocation, http::ServerOptions options, web::Site& site, EventLog& log) {
  // What nobody could work with is told at once, not to the first who asks.
  static_cast<void>(session::Session(invocation.workplace, academy::Actor::machine_operator()));
  options.always = web::headers_of_every_answer();
  options.is_slow = web::brings_password;
  options.on_stop = [&site] { site.dismiss(); };
  options.speaks_for_many = [&site](const std::string& address) {
    return address.empty() || http::is_loopback(address) || site.believes(address);
  };
  http::Server server(
      options, [&] { return site.make_handler(); },
      [](int status, std::uint64_t number) { return web::error_page(status, number); },
      [&](const http::Answered& answered) { log.answered(answered); });
  http::Place place{options.address, server.port(), options.socket_file};
  add_hosts(place, site);
  site.employ(options.workers, [&log](const std::string& message) { log.fault(message); });
  log.listening((place.address.empty() ? "" : "http://") + text_of(place), options.workers);
  tell_service_manager("READY=1");
  server.run(/*with_signals=*/true);
  site.rest();
  log.stopped();
  return kDone;
}

}  // namespace

int run_serve(Invocation& invocation) {
  http::ServerOptions options = options_of(invocation);
  web::Site site(invocation.workplace, site_options_of(invocation));
  if (invocation.has(Option::kOnce)) {
    // Where it would listen is what it may be asked by; where nobody says, by any name.
    if (invocation.has(Option::kListen))
      add_hosts({options.address, options.port, options.socket_file}, site);
    return answer_once(site);
  }
  EventLog log(invocation.output);
  return log.end_of([&] { return serve(invocation, options, site, log); });
}

}  // namespace xueshi::cli
