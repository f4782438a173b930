#include "http/server.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <csignal>
#include <exception>
#include <optional>
#include <set>
#include <thread>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "http/listen.h"
#include "http/queue.h"

namespace xueshi::http {

namespace serving {

namespace asio = boost::asio;
using Protocol = asio::generic::stream_protocol;
using Code = boost::system::error_code;
using std::chrono::milliseconds;
using std::chrono::steady_clock;

class Connection;

struct Job {
  std::shared_ptr<Connection> connection;
  Request request;
  std::uint64_t number = 0;
};

// What connections share. Used by the waiting thread alone, but for the queue.
struct Shared {
  Shared(ServerOptions given, std::function<Handler()> maker,
         std::function<Response(int, std::uint64_t)> refused,
         std::function<void(const Answered&)> answered)
      : options(std::move(given)),
        make_handler(std::move(maker)),
        on_refused(std::move(refused)),
        on_answered(std::move(answered)),
        queue(options.most_waiting) {
    int socket = options.socket_file.empty() ? listen_on_address(options.address, options.port)
                                             : listen_on_file(options.socket_file);
    port = port_of(socket);
    int family = options.socket_file.empty()
                     ? (options.address.find(':') == std::string::npos ? AF_INET : AF_INET6)
                     : AF_UNIX;
    acceptor.assign(Protocol(family, 0), socket);
  }

  void accept();
  void work();
  void begin_stop();
  void end_if_done();

  ServerOptions options;
  std::function<Handler()> make_handler;
  std::function<Response(int, std::uint64_t)> on_refused;
  std::function<void(const Answered&)> on_answered;
  asio::io_context context{1};
  asio::basic_socket_acceptor<Protocol> acceptor{context};
  asio::signal_set signals{context};
  asio::steady_timer stop_timer{context};
  asio::steady_timer accept_timer{context};
  Queue<Job> queue;
  std::set<std::shared_ptr<Connection>> connections;
  std::uint64_t requests = 0;
  std::uint16_t port = 0;
  bool is_stopping = false;
  // While a worker answers, nothing else waits here: the thread stays until all have gone.
  asio::executor_work_guard<asio::io_context::executor_type> stays{context.get_executor()};
};

// One connection. Kept alive by what it waits for, and by the set in which the server finds it.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Shared& server, Protocol::socket socket)
      : server_(server), socket_(std::move(socket)), timer_(server.context) {}

  void begin() {
    parser_.emplace(server_.options.limits);
    limit(server_.options.head_within);
    read();
  }
  void begin_full() {
    parser_.emplace(server_.options.limits);
    refuse(503, "too many connections");
  }

  // Nothing is under way: what came of a request so far counts for nothing.
  void close_if_idle() {
    if (!is_busy_) close();
  }

  void close() {
    if (std::exchange(is_closed_, true)) return;
    Code ignored;
    timer_.cancel(ignored);
    socket_.shutdown(Protocol::socket::shutdown_both, ignored);
    socket_.close(ignored);
    server_.connections.erase(shared_from_this());
    server_.end_if_done();
  }

  // For the worker.
  void finish(Answer answer, const Request& request) {
    bool keeps_alive = request.keeps_alive && !server_.is_stopping;
    send(std::move(answer), request.method, keeps_alive, "");
  }
  Response refused_page(int status) const { return server_.on_refused(status, number_); }

 private:
  void next_request() {
    parser_.emplace(server_.options.limits);
    begun_ = steady_clock::now();
    limit(unread_.empty() ? server_.options.idle : server_.options.head_within);
  }

  void read() {
    auto self = shared_from_this();
    socket_.async_read_some(asio::buffer(in_),
                            [self](Code error, std::size_t count) { self->on_read(error, count); });
  }

  void on_read(Code error, std::size_t count) {
    if (is_closed_) return;
    if (error) return close();
    if (!parser_->has_begun() && unread_.empty()) {
      begun_ = steady_clock::now();
      limit(server_.options.head_within);
    }
    unread_.append(in_.data(), count);
    count_body(count);
    take_bytes();
  }

  // A body has to come at some speed: each step's bytes earn the next step.
  void count_body(std::size_t count) {
    if (parser_->state() != RequestParser::State::kBody) return;
    body_in_step_ += count;
    if (body_in_step_ >= server_.options.body_per_step) begin_body_step();
  }
  void begin_body_step() {
    body_in_step_ = 0;
    limit(server_.options.body_step);
  }

  void take_bytes() {
    RequestParser::State before = parser_->state();
    unread_.erase(0, parser_->put(unread_));
    switch (parser_->state()) {
      case RequestParser::State::kHead:
        return read();
      case RequestParser::State::kBody:
        if (before == RequestParser::State::kHead) begin_body_step();
        return parser_->take_expectation() ? send_continue() : read();
      case RequestParser::State::kComplete:
        return dispatch();
      case RequestParser::State::kRefused:
        return refuse(parser_->refusal().status, parser_->refusal().why);
    }
  }

  void send_continue() {
    out_ = "HTTP/1.1 100 Continue\r\n\r\n";
    is_continue_ = true;
    write(0);
  }

  void dispatch() {
    is_busy_ = true;
    number_ = ++server_.requests;
    timer_.cancel();
    Request request = parser_->take();
    Method asked = request.method;
    if (!server_.queue.push({shared_from_this(), std::move(request), number_})) {
      Answer busy{refused_page(503), ""};
      busy.response.headers.emplace_back("Retry-After", "5");
      send(std::move(busy), asked, false, "too many wait");
    }
  }

  // The connection ends with it: nobody knows where the next request would begin.
  void refuse(int status, const std::string& why) {
    is_busy_ = true;
    number_ = ++server_.requests;
    Answer answer{refused_page(status), ""};
    if (status == 405) answer.response.headers.emplace_back("Allow", "GET, HEAD, POST");
    send(std::move(answer), Method::kGet, false, why);
  }

  void send(Answer answer, Method asked, bool keeps_alive, const std::string& why) {
    if (is_closed_) return;
    Response& response = answer.response;
    response.headers.insert(response.headers.end(), server_.options.always.begin(),
                            server_.options.always.end());
    out_ = render(response, asked, keeps_alive, http_date(base::milliseconds_since_1970() / 1000));
    keeps_alive_ = keeps_alive;
    auto spent = std::chrono::duration_cast<milliseconds>(steady_clock::now() - begun_);
    server_.on_answered({asked, response.status, out_.size(), spent.count(), number_,
                         std::move(answer.route), why});
    write(0);
  }

  void write(std::size_t from) {
    limit(server_.options.write_step);
    auto self = shared_from_this();
    socket_.async_write_some(asio::buffer(out_.data() + from, out_.size() - from),
                             [self, from](Code error, std::size_t count) {
                               if (self->is_closed_) return;
                               if (error) return self->close();
                               from + count < self->out_.size() ? self->write(from + count)
                                                                : self->on_written();
                             });
  }

  void on_written() {
    if (std::exchange(is_continue_, false)) {
      begin_body_step();
      return read();
    }
    if (!keeps_alive_ || server_.is_stopping) return drain();
    is_busy_ = false;
    next_request();
    unread_.empty() ? read() : take_bytes();
  }

  // What is still coming would make the system throw the answer away: it is read for a moment.
  void drain() {
    Code ignored;
    socket_.shutdown(Protocol::socket::shutdown_send, ignored);
    limit(milliseconds(500));
    discard();
  }
  void discard() {
    auto self = shared_from_this();
    socket_.async_read_some(asio::buffer(in_), [self](Code error, std::size_t) {
      if (self->is_closed_) return;
      error ? self->close() : self->discard();
    });
  }

  // Ends the connection where nothing else sets a new limit before.
  void limit(milliseconds within) {
    timer_.expires_after(within);
    auto self = weak_from_this();
    timer_.async_wait([self](Code error) {
      auto connection = self.lock();
      if (!error && connection) connection->on_limit();
    });
  }
  void on_limit() {
    bool answers = !is_closed_ && !is_busy_ && parser_->has_begun();
    answers ? refuse(408, "too slow") : close();
  }

  Shared& server_;
  Protocol::socket socket_;
  asio::steady_timer timer_;
  std::optional<RequestParser> parser_;
  std::string unread_;  // bytes that no request took yet
  std::array<char, 8192> in_{};
  std::string out_;
  std::size_t body_in_step_ = 0;
  steady_clock::time_point begun_ = steady_clock::now();
  std::uint64_t number_ = 0;
  bool is_busy_ = false;  // a request came and is not answered yet
  bool is_continue_ = false;
  bool keeps_alive_ = true;
  bool is_closed_ = false;
};

void Shared::accept() {
  auto socket = std::make_shared<Protocol::socket>(context);
  acceptor.async_accept(*socket, [this, socket](Code error) {
    if (is_stopping) return;
    if (!error) {
      auto connection = std::make_shared<Connection>(*this, std::move(*socket));
      bool is_full = connections.size() >= options.most_connections;
      connections.insert(connection);
      is_full ? connection->begin_full() : connection->begin();
    }
    if (!error) return accept();
    // No more files, say: asking again at once would take the whole machine.
    accept_timer.expires_after(milliseconds(100));
    accept_timer.async_wait([this](Code stopped) {
      if (!stopped) accept();
    });
  });
}

void Shared::work() {
  Handler handler = make_handler();
  queue.work([&](Job& job) {
    Answer answer;
    try {
      answer = handler(job.request, job.number);
    } catch (const std::exception&) {
      answer = {job.connection->refused_page(500), ""};
    }
    auto done = std::make_shared<std::pair<Job, Answer>>(std::move(job), std::move(answer));
    asio::post(context, [done] {
      done->first.connection->finish(std::move(done->second), done->first.request);
    });
  });
}

void Shared::begin_stop() {
  if (std::exchange(is_stopping, true)) return;
  Code ignored;
  acceptor.close(ignored);
  signals.cancel(ignored);
  accept_timer.cancel();
  auto all = connections;
  for (const auto& connection : all) connection->close_if_idle();
  stop_timer.expires_after(options.stop_within);
  stop_timer.async_wait([this](Code error) {
    if (error) return;
    auto left = connections;
    for (const auto& connection : left) connection->close();
  });
  end_if_done();
}

void Shared::end_if_done() {
  if (!is_stopping || !connections.empty()) return;
  stop_timer.cancel();
  stays.reset();
}

}  // namespace serving

struct Server::Inside {
  serving::Shared shared;
};

Server::Server(ServerOptions options, std::function<Handler()> make_handler,
               std::function<Response(int status, std::uint64_t number)> on_refused,
               std::function<void(const Answered&)> on_answered)
    : inside_(new Inside{{std::move(options), std::move(make_handler), std::move(on_refused),
                          std::move(on_answered)}}) {}

Server::~Server() = default;

std::uint16_t Server::port() const { return inside_->shared.port; }

void Server::run(bool with_signals) {
  serving::Shared& shared = inside_->shared;
  if (with_signals) {
    shared.signals.add(SIGTERM);
    shared.signals.add(SIGINT);
    shared.signals.async_wait([&shared](serving::Code error, int) {
      if (!error) shared.begin_stop();
    });
  }
  std::vector<std::thread> workers;
  for (int i = 0; i < shared.options.workers; ++i)
    workers.emplace_back([&shared] { shared.work(); });
  shared.accept();
  shared.context.run();
  shared.queue.close();
  for (std::thread& worker : workers) worker.join();
}

void Server::stop() {
  serving::asio::post(inside_->shared.context, [this] { inside_->shared.begin_stop(); });
}

}  // namespace xueshi::http
