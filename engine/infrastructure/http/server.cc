#include "http/server.h"

#include <csignal>
#include <exception>
#include <thread>
#include <utility>
#include <vector>

#include "http/compress.h"
#include "http/connection.h"

namespace xueshi::http {

namespace serving {

void Shared::accept() {
  auto socket = std::make_shared<Protocol::socket>(context);
  acceptor.async_accept(*socket, [this, socket](Code error) {
    if (is_stopping) return;
    if (!error) {
      take(std::move(*socket));
      return accept();
    }
    // No more files, say: asking again at once would take the whole machine.
    accept_timer.expires_after(milliseconds(100));
    accept_timer.async_wait([this](Code stopped) {
      if (!stopped) accept();
    });
  });
}

void Shared::take(Protocol::socket socket) {
  std::string peer = peer_of(socket.native_handle());
  auto connection = std::make_shared<Connection>(*this, std::move(socket), std::move(peer));
  bool is_full = connections.size() >= options.most_connections;
  connections.insert(connection);
  is_full || connection->is_one_too_many() ? connection->begin_full() : connection->begin();
}

void Shared::work(Queue<Job>& lane) {
  Handler handler = make_handler();
  lane.work([&](Job& job) {
    Answer answer;
    try {
      answer = handler(job.request, job.number);
    } catch (const std::exception&) {
      answer = {job.connection->refused_page(500), ""};
    }
    compress_for(job.request, answer.response);
    auto done = std::make_shared<std::pair<Job, Answer>>(std::move(job), std::move(answer));
    asio::post(context, [done] {
      done->first.connection->finish(std::move(done->second), done->first.request);
    });
  });
}

void Shared::begin_stop() {
  if (std::exchange(is_stopping, true)) return;
  if (options.on_stop) options.on_stop();
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
  auto add_workers = [&](int count, auto& lane) {
    for (int i = 0; i < count; ++i) workers.emplace_back([&] { shared.work(lane); });
  };
  add_workers(shared.options.workers, shared.queue);
  if (shared.options.is_slow) add_workers(shared.options.slow_workers, shared.slow_queue);
  shared.accept();
  shared.context.run();
  shared.queue.close();
  shared.slow_queue.close();
  for (std::thread& worker : workers) worker.join();
}

void Server::stop() {
  serving::asio::post(inside_->shared.context, [this] { inside_->shared.begin_stop(); });
}

}  // namespace xueshi::http
