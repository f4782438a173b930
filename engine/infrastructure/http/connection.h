// Connection, and what all of them share; for server.cc alone, the only file that compiles Asio.
#pragma once

#include <algorithm>
#include <array>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "base/clock.h"
#include "http/listen.h"
#include "http/message.h"
#include "http/queue.h"
#include "http/request_parser.h"
#include "http/server_options.h"

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
        queue(options.most_waiting),
        slow_queue(options.most_slow_waiting) {
    int socket = options.socket;
    if (socket < 0)
      socket = options.socket_file.empty() ? listen_on_address(options.address, options.port)
                                           : listen_on_file(options.socket_file);
    port = port_of(socket);
    acceptor.assign(Protocol(family_of(socket), 0), socket);
  }

  void accept();
  void take(Protocol::socket socket);
  void work(Queue<Job>& lane);
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
  Queue<Job> slow_queue;
  std::set<std::shared_ptr<Connection>> connections;
  std::map<std::string, std::size_t> of_address;  // how many of them; of those that are counted
  std::size_t uploads = 0;                        // large bodies that are held
  std::uint64_t requests = 0;
  std::uint16_t port = 0;
  bool is_stopping = false;
  // While a worker answers, nothing else waits here: the thread stays until all have gone.
  asio::executor_work_guard<asio::io_context::executor_type> stays{context.get_executor()};
};

// One connection. Kept alive by what it waits for, and by the set in which the server finds it.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(Shared& server, Protocol::socket socket, std::string peer)
      : server_(server),
        socket_(std::move(socket)),
        timer_(server.context),
        peer_(std::move(peer)) {
    if (server_.options.speaks_for_many(peer_)) return;
    is_counted_ = true;
    ++server_.of_address[peer_];
  }

  void begin() {
    parser_.emplace(server_.options.limits);
    limit(server_.options.head_within);
    read();
  }
  void begin_full() {
    parser_.emplace(server_.options.limits);
    refuse(503, "too many connections");
  }

  bool is_one_too_many() const {
    return is_counted_ && server_.of_address[peer_] > server_.options.most_of_address;
  }

  // Nothing is under way: what came of a request so far counts for nothing.
  void close_if_idle() {
    if (!is_busy_) close();
  }

  void close() {
    if (std::exchange(is_closed_, true)) return;
    release_upload();
    if (is_counted_ && --server_.of_address[peer_] == 0) server_.of_address.erase(peer_);
    Code ignored;
    timer_.cancel(ignored);
    socket_.shutdown(Protocol::socket::shutdown_both, ignored);
    socket_.close(ignored);
    server_.connections.erase(shared_from_this());
    server_.end_if_done();
  }

  // For the worker.
  void finish(Answer answer, const Request& request) {
    release_upload();
    bool keeps_alive = request.keeps_alive && !server_.is_stopping;
    std::string why = std::move(answer.why);
    send(std::move(answer), request.method, keeps_alive, why);
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
        if (before == RequestParser::State::kHead) {
          if (parser_->is_large() && !hold_upload()) return refuse(503, "too many uploads");
          begin_body_step();
        }
        return parser_->take_expectation() ? send_continue() : read();
      case RequestParser::State::kComplete:
        return dispatch();
      case RequestParser::State::kRefused:
        return refuse(parser_->refusal().status, parser_->refusal().why);
    }
  }

  // False where too many are held already.
  bool hold_upload() {
    if (server_.uploads >= server_.options.most_uploads) return false;
    ++server_.uploads;
    holds_upload_ = true;
    return true;
  }
  void release_upload() {
    if (std::exchange(holds_upload_, false)) --server_.uploads;
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
    request.peer = peer_;
    Method asked = request.method;
    bool is_slow = server_.options.is_slow && server_.options.is_slow(request);
    Queue<Job>& lane = is_slow ? server_.slow_queue : server_.queue;
    if (!lane.push({shared_from_this(), std::move(request), number_})) {
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
  std::string peer_;
  std::string unread_;  // bytes that no request took yet
  std::array<char, 8192> in_{};
  std::string out_;
  std::size_t body_in_step_ = 0;
  steady_clock::time_point begun_ = steady_clock::now();
  std::uint64_t number_ = 0;
  bool is_counted_ = false;  // among those of its address
  bool is_busy_ = false;     // a request came and is not answered yet
  bool is_continue_ = false;
  bool holds_upload_ = false;
  bool keeps_alive_ = true;
  bool is_closed_ = false;
};

}  // namespace serving

}  // namespace xueshi::http
