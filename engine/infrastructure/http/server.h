// Server: connections, their limits and their end. One thread waits for all of them; a few workers
// answer, each with what it was made with (a connection to the database).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "http/message.h"
#include "http/request_parser.h"

namespace xueshi::http {

struct ServerOptions {
  std::string address{"127.0.0.1"};
  std::uint16_t port = 0;   // 0: any that is free
  std::string socket_file;  // of a Unix socket, instead of address and port
  int workers = 4;
  std::size_t most_waiting = 256;  // requests for a worker; beyond: 503
  std::size_t most_connections = 4000;
  Limits limits{};
  std::chrono::milliseconds head_within{10'000};  // from the first byte, or from the beginning
  std::chrono::milliseconds idle{30'000};         // between two requests
  std::chrono::milliseconds body_step{10'000};    // in which at least body_per_step bytes come
  std::size_t body_per_step = 10'240;
  std::chrono::milliseconds write_step{30'000};  // in which something of the answer is taken
  std::chrono::milliseconds stop_within{20'000};
  Pairs always{};  // headers of every answer, errors too
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
};

using Handler = std::function<Answer(const Request& request, std::uint64_t number)>;

class Server {
 public:
  // Listens. `make_handler` is called once by each worker, on its thread; what a handler throws is
  // answered by `on_refused` with 500. `on_refused` makes the page of what is not taken: it knows
  // no request. Throws base::Error(kProcess) where it cannot listen.
  Server(ServerOptions options, std::function<Handler()> make_handler,
         std::function<Response(int status, std::uint64_t number)> on_refused,
         std::function<void(const Answered&)> on_answered);
  ~Server();
  Server(const Server&) = delete;

  std::uint16_t port() const;
  // Until stop(), or SIGTERM or SIGINT where `with_signals`. Then nothing new is taken, idle
  // connections close, and what is under way is finished, within `stop_within`.
  void run(bool with_signals);
  // From any thread.
  void stop();

 private:
  struct Inside;  // Asio
  std::unique_ptr<Inside> inside_;
};

}  // namespace xueshi::http
