// Pages of the console against the least that the same answer costs: the very statements of a page
// sent by the bare library, its bytes printed once more, on the same server. Run by
// scripts/bench_web.
//
//   web_bench pages HOME DATABASE NOW COOKIE COUNT ADDRESS…
//     prints JSON, a line for each address: {"address", "bytes", "statements", "page_ms",
//     "floor_ms"} – CPU of the whole process less the one who asks, for each answer.
//   web_bench load PORT CONNECTIONS SECONDS PAUSE_MS COOKIES ADDRESS…
//     CONNECTIONS people ask for the addresses in turn, each PAUSE_MS after the answer before;
//     COOKIES is a file with one a line. Prints JSON: {"answers", "failures", "p50", "p99",
//     "most"}, milliseconds.
#include <arpa/inet.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <thread>

#include "http/server.h"
#include "item/kind.h"
#include "recorder.h"
#include "session/settings.h"
#include "session/workplace.h"
#include "web/site.h"

namespace {

using nlohmann::json;
using namespace xueshi;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kPieceBytes = 4096;

[[noreturn]] void fail(const std::string& what) {
  std::cerr << "web_bench: " << what << "\n";
  std::exit(3);
}

int connect_to(int port) {
  int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in place{};
  place.sin_family = AF_INET;
  place.sin_port = htons(static_cast<std::uint16_t>(port));
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket, reinterpret_cast<sockaddr*>(&place), sizeof place) != 0) fail("connect");
  return socket;
}

std::string request_for(const std::string& address, int port, const std::string& cookie) {
  return "GET " + address + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
         "\r\nCookie: " + cookie + "\r\n\r\n";
}

// Bytes of an answer that has come so far: whole once the length that its head names is there.
class Incoming {
 public:
  void put(const char* bytes, std::size_t size) { text_.append(bytes, size); }
  bool is_whole() {
    if (total_ == 0) {
      std::size_t head = text_.find("\r\n\r\n");
      if (head == std::string::npos) return false;
      std::size_t length = text_.find("Content-Length: ");
      if (length == std::string::npos || length > head) fail("an answer without its length");
      head_ = head + 4;
      total_ = head_ + std::strtoull(text_.c_str() + length + 16, nullptr, 10);
    }
    return text_.size() >= total_;
  }
  bool is_ok() const { return text_.rfind("HTTP/1.1 200 ", 0) == 0; }
  std::string body() const { return text_.substr(head_); }
  void clear() {
    text_.clear();
    total_ = 0;
  }

 private:
  std::string text_;
  std::size_t head_ = 0, total_ = 0;
};

// One connection that asks and waits.
class Asker {
 public:
  explicit Asker(int port) : port_(port), socket_(connect_to(port)) {}
  ~Asker() { ::close(socket_); }
  Asker(const Asker&) = delete;
  std::string ask(const std::string& address, const std::string& cookie) {
    std::string request = request_for(address, port_, cookie);
    if (::send(socket_, request.data(), request.size(), 0) < 0) fail("send");
    Incoming answer;
    char piece[65536];
    while (!answer.is_whole()) {
      ssize_t size = ::recv(socket_, piece, sizeof piece, 0);
      if (size <= 0) fail(address + ": the connection closed");
      answer.put(piece, static_cast<std::size_t>(size));
    }
    if (!answer.is_ok()) fail(address + ": not answered with 200");
    return answer.body();
  }

 private:
  int port_, socket_;
};

// --- pages ---

double seconds_of(int whose) {
  rusage used{};
  ::getrusage(whose, &used);
  return static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
         static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
}

// A server on a thread of its own, with one worker.
class Running {
 public:
  explicit Running(std::function<http::Handler()> make_handler)
      : server_(
            options(), std::move(make_handler),
            [](int status, std::uint64_t) {
              return http::Response{status, {}, "refused"};
            },
            [](const http::Answered&) {}),
        thread_([this] { server_.run(/*with_signals=*/false); }) {}
  ~Running() {
    server_.stop();
    thread_.join();
  }
  Running(const Running&) = delete;
  int port() const { return server_.port(); }

 private:
  static http::ServerOptions options() {
    http::ServerOptions options;
    options.workers = 1;
    options.always = web::headers_of_every_answer();
    return options;
  }
  http::Server server_;
  std::thread thread_;
};

// CPU of an answer in milliseconds, without the asker's.
double cost(int port, const std::string& address, const std::string& cookie, int count) {
  Asker asker(port);
  asker.ask(address, cookie);
  double others = seconds_of(RUSAGE_SELF) - seconds_of(RUSAGE_THREAD);
  for (int i = 0; i < count; ++i) asker.ask(address, cookie);
  return (seconds_of(RUSAGE_SELF) - seconds_of(RUSAGE_THREAD) - others) * 1000 / count;
}

session::Settings settings(const std::string& home, const std::string& url,
                           const std::string& now) {
  base::Findings findings;
  return session::Settings::resolve(
      {{"home", {home, "bench"}}, {"db", {url, "bench"}}, {"now", {now, "bench"}}},
      {{"HOME", std::getenv("HOME") == nullptr ? "" : std::getenv("HOME")}}, findings);
}

std::string printed(const std::string& bytes) {
  std::string copy(bytes.size() + 1, '\0');
  for (std::size_t at = 0; at < bytes.size(); at += kPieceBytes) {
    std::size_t size = std::min(kPieceBytes, bytes.size() - at);
    std::snprintf(copy.data() + at, size + 1, "%.*s", static_cast<int>(size), bytes.data() + at);
  }
  copy.pop_back();
  return copy;
}

json time_page(web::Site& site, const std::string& url, const std::string& address,
               const std::string& cookie, int count) {
  std::vector<bench::Sent> statements;
  std::string body;
  double page = 0;
  {
    Running running([&] { return site.make_handler(); });
    site.add_host("127.0.0.1:" + std::to_string(running.port()));
    Asker asker(running.port());
    asker.ask(address, cookie);
    bench::record();
    body = asker.ask(address, cookie);
    statements = bench::stop();
    page = cost(running.port(), address, cookie, count);
  }
  Running running([&] {
    auto bare = std::make_shared<bench::Bare>(url);
    return [&, bare](const http::Request&, std::uint64_t) {
      bare->send(statements);
      return http::Answer{{200, {{"Content-Type", "text/html; charset=utf-8"}}, printed(body)},
                          "/"};
    };
  });
  if (Asker(running.port()).ask(address, cookie) != body) fail(address + ": other bytes");
  return {{"address", address},
          {"bytes", body.size()},
          {"statements", statements.size()},
          {"page_ms", page},
          {"floor_ms", cost(running.port(), address, cookie, count)}};
}

void time_pages(const std::vector<std::string>& words) {
  session::Workplace workplace(settings(words[0], words[1], words[2]), item::graph_subjects());
  web::Site site(workplace, {});
  for (std::size_t i = 5; i < words.size(); ++i)
    std::cout << time_page(site, words[1], words[i], words[3], std::stoi(words[4])) << std::endl;
}

// --- load ---

struct Visitor {
  int socket = -1;
  std::size_t turn = 0;  // which address comes next
  Clock::time_point asked, next;
  bool waits = false;  // for an answer
  Incoming answer;
};

class Crowd {
 public:
  explicit Crowd(const std::vector<std::string>& words)
      : port_(std::stoi(words[0])),
        pause_(std::stoi(words[3])),
        over_(Clock::now() + std::chrono::seconds(std::stoi(words[2]))),
        addresses_(words.begin() + 5, words.end()),
        epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
    std::ifstream lines(words[4]);
    for (std::string line; std::getline(lines, line);) cookies_.push_back(line);
    visitors_.resize(std::stoul(words[1]));
    for (std::size_t i = 0; i < visitors_.size(); ++i) {
      Visitor& visitor = visitors_[i];
      visitor.socket = connect_to(port_);
      visitor.turn = i;
      visitor.next = Clock::now() + pause_ * i / visitors_.size();
      epoll_event event{};
      event.events = EPOLLIN;
      event.data.u64 = i;
      ::epoll_ctl(epoll_, EPOLL_CTL_ADD, visitor.socket, &event);
    }
  }

  json run() {
    for (Clock::time_point now = Clock::now(); now < over_; now = Clock::now()) {
      for (std::size_t i = 0; i < visitors_.size(); ++i) {
        if (!visitors_[i].waits && visitors_[i].next <= now) ask(i);
      }
      take();
    }
    std::sort(milliseconds_.begin(), milliseconds_.end());
    auto at = [&](double share) {
      if (milliseconds_.empty()) return 0.0;
      return milliseconds_[static_cast<std::size_t>(share * double(milliseconds_.size() - 1))];
    };
    return {{"answers", milliseconds_.size()},
            {"failures", failures_},
            {"p50", at(0.5)},
            {"p99", at(0.99)},
            {"most", at(1)}};
  }

 private:
  void ask(std::size_t i) {
    Visitor& visitor = visitors_[i];
    std::string request = request_for(addresses_[visitor.turn++ % addresses_.size()], port_,
                                      cookies_[i % cookies_.size()]);
    visitor.asked = Clock::now();
    visitor.waits = true;
    visitor.answer.clear();
    if (::send(visitor.socket, request.data(), request.size(), MSG_NOSIGNAL) < 0) lose(visitor);
  }

  void take() {
    epoll_event events[256];
    int count = ::epoll_wait(epoll_, events, 256, 1);
    char piece[65536];
    for (int i = 0; i < count; ++i) {
      Visitor& visitor = visitors_[events[i].data.u64];
      ssize_t size = ::recv(visitor.socket, piece, sizeof piece, 0);
      if (size <= 0) {
        lose(visitor);
        continue;
      }
      visitor.answer.put(piece, static_cast<std::size_t>(size));
      if (!visitor.answer.is_whole()) continue;
      if (!visitor.answer.is_ok()) ++failures_;
      milliseconds_.push_back(
          std::chrono::duration<double, std::milli>(Clock::now() - visitor.asked).count());
      visitor.waits = false;
      visitor.next = Clock::now() + pause_;
    }
  }

  // Somebody whose connection closed counts, and asks no more.
  void lose(Visitor& visitor) {
    ++failures_;
    ::epoll_ctl(epoll_, EPOLL_CTL_DEL, visitor.socket, nullptr);
    ::close(visitor.socket);
    visitor.waits = true;
  }

  int port_;
  std::chrono::milliseconds pause_;
  Clock::time_point over_;
  std::vector<std::string> addresses_, cookies_;
  int epoll_;
  std::vector<Visitor> visitors_;
  std::vector<double> milliseconds_;
  std::size_t failures_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() >= 7 && words[0] == "pages") {
    time_pages({words.begin() + 1, words.end()});
  } else if (words.size() >= 7 && words[0] == "load") {
    std::cout << Crowd({words.begin() + 1, words.end()}).run() << "\n";
  } else {
    fail("see the head of tests/bench/web.cc");
  }
}
