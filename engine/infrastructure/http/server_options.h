// What a server is told: its limits, and who answers.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "http/listen.h"
#include "http/message.h"
#include "http/request_parser.h"

namespace xueshi::http {

struct ServerOptions {
  std::string address{"127.0.0.1"};
  std::uint16_t port = 0;   // 0: any that is free
  std::string socket_file;  // of a Unix socket, instead of address and port
  int socket = -1;          // one that listens already, instead of all of these
  int workers = 4;
  std::size_t most_waiting = 256;  // requests for a worker; beyond: 503
  // Those that take long on purpose have workers of their own, so that nobody else waits for them.
  std::function<bool(const Request& request)> is_slow{};
  int slow_workers = 2;
  std::size_t most_slow_waiting = 32;
  std::size_t most_connections = 4000;
  std::size_t most_of_address = 64;  // connections; beyond: 503
  // Addresses that speak for many, of which as many as there are may come; "": a Unix socket.
  std::function<bool(const std::string& address)> speaks_for_many{
      [](const std::string& address) { return address.empty() || is_loopback(address); }};
  std::size_t most_uploads = 8;  // large bodies at once, each held in memory; beyond: 503
  Limits limits{};
  std::chrono::milliseconds head_within{10'000};  // from the first byte, or from the beginning
  std::chrono::milliseconds idle{30'000};         // between two requests
  std::chrono::milliseconds body_step{10'000};    // in which at least body_per_step bytes come
  std::size_t body_per_step = 10'240;
  std::chrono::milliseconds write_step{30'000};  // in which something of the answer is taken
  std::chrono::milliseconds stop_within{20'000};
  std::function<void()> on_stop{};  // as soon as it is told to stop; any thread
  Pairs always{};                   // headers of every answer, errors too
};

// A line of the access log.
struct Answered {
  Method method = Method::kGet;
  int status = 0;
  std::size_t bytes = 0;
  std::int64_t milliseconds = 0;
  std::uint64_t number = 0;  // of the request, from 1
  std::string route;         // as the handler calls it; empty: none
  std::string why;           // a refusal's; for the log alone
};

struct Answer {
  Response response;
  std::string route;
  std::string why{};  // of a failure; for the log alone
};

using Handler = std::function<Answer(const Request& request, std::uint64_t number)>;

}  // namespace xueshi::http
