// Server: connections, their limits and their end. One thread waits for all of them; a few workers
// answer, each with what it was made with (a connection to the database).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

#include "http/message.h"
#include "http/server_options.h"

namespace xueshi::http {

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
