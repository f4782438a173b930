// Connections, good and bad, over the machine's own loopback. Nothing here depends on how fast
// anything is: limits are short, and what is waited for is that the server ends the connection.
#include "http/server.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/error.h"

namespace xueshi::http {
namespace {

using std::chrono::milliseconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  }
  ~Client() { ::close(socket_); }
  Client(const Client&) = delete;

  void send(std::string_view text) {
    EXPECT_EQ(::send(socket_, text.data(), text.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(text.size()));
  }
  // Until the server closes.
  std::string read_all() {
    while (read_some()) {
    }
    return std::move(read_);
  }
  // Until that text came; empty where the server closes before.
  std::string read_until(std::string_view end) {
    while (true) {
      std::size_t at = read_.find(end);
      if (at != std::string::npos) {
        std::string answer = read_.substr(0, at + end.size());
        read_.erase(0, at + end.size());
        return answer;
      }
      if (!read_some()) return "";
    }
  }

 private:
  bool read_some() {
    char bytes[4096];
    ssize_t count = ::recv(socket_, bytes, sizeof bytes, 0);
    if (count > 0) read_.append(bytes, static_cast<std::size_t>(count));
    return count > 0;
  }
  int socket_;
  std::string read_;
};

// A door that opens once.
class Gate {
 public:
  void open() {
    std::lock_guard lock(mutex_);
    is_open_ = true;
    changed_.notify_all();
  }
  void wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return is_open_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_open_ = false;
};

class ServerTest : public testing::Test {
 protected:
  ~ServerTest() override { end(); }

  Server& start(ServerOptions options = {}) {
    options.always = {{"X-Always", "1"}};
    server_ = std::make_unique<Server>(
        options,
        [this]() -> Handler {
          return [this](const Request& request, std::uint64_t) { return answer(request); };
        },
        [](int status, std::uint64_t) {
          return Response{status, {}, fmt::format("refused {}", status)};
        },
        [this](const Answered& answered) {
          std::lock_guard lock(mutex_);
          log_.push_back(fmt::format("{} {}", answered.route, answered.status));
        });
    thread_ = std::thread([this] { server_->run(false); });
    return *server_;
  }
  void end() {
    if (!server_) return;
    server_->stop();
    if (thread_.joinable()) thread_.join();
  }
  Answer answer(const Request& request) {
    if (request.path == "/throw") throw std::runtime_error("secret");
    if (request.path == "/slow") {
      entered_.open();
      go_on_.wait();
    }
    return {{200, {}, fmt::format("<{} {}>", request.path, request.body)}, "/route"};
  }
  std::vector<std::string> log() {
    std::lock_guard lock(mutex_);
    return log_;
  }

  static std::string get(const std::string& path, const std::string& more = "") {
    return fmt::format("GET {} HTTP/1.1\r\nHost: a\r\n{}\r\n", path, more);
  }

  Gate entered_, go_on_;
  std::unique_ptr<Server> server_;
  std::thread thread_;
  std::mutex mutex_;
  std::vector<std::string> log_;
};

TEST_F(ServerTest, AnswersOneAfterTheOther) {
  Client client(start().port());
  client.send(get("/a"));
  EXPECT_THAT(client.read_until("</a >"), HasSubstr("200 OK"));
  client.send("POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nhi");
  EXPECT_THAT(client.read_until("</b hi>"), HasSubstr("X-Always: 1\r\n"));
  client.send(get("/c") + get("/d", "Connection: close\r\n"));  // both at once
  EXPECT_THAT(client.read_until("</c >"), StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_THAT(client.read_all(), HasSubstr("Connection: close\r\n"));
  end();
  EXPECT_THAT(log(), ElementsAre("/route 200", "/route 200", "/route 200", "/route 200"));
}

TEST_F(ServerTest, LetsThemContinue) {
  Client client(start().port());
  client.send("POST /b HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(client.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.send("hi");
  EXPECT_THAT(client.read_until("</b hi>"), HasSubstr("200 OK"));
}

TEST_F(ServerTest, RefusesAndEndsTheConnection) {
  std::uint16_t port = start().port();
  for (const char* bad : {"BREW / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\n\r\n"}) {
    Client client(port);
    client.send(bad);
    client.send(get("/never"));
    std::string answer = client.read_all();
    EXPECT_THAT(answer, HasSubstr("refused 40"));
    EXPECT_THAT(answer, HasSubstr("X-Always: 1\r\n"));
    EXPECT_THAT(answer, testing::Not(HasSubstr("/never")));
  }
}

TEST_F(ServerTest, TellsNobodyWhatWentWrongInside) {
  Client client(start().port());
  client.send(get("/throw"));
  EXPECT_THAT(client.read_until("refused 500"), testing::Not(HasSubstr("secret")));
  client.send(get("/a"));  // and goes on
  EXPECT_THAT(client.read_until("</a >"), HasSubstr("200 OK"));
}

TEST_F(ServerTest, EndsWhoIsIdleOrDrips) {
  ServerOptions options;
  options.head_within = options.idle = options.body_step = milliseconds(50);
  std::uint16_t port = start(options).port();
  Client silent(port);
  EXPECT_EQ(silent.read_all(), "");
  Client half(port);
  half.send("GET / HT");
  EXPECT_THAT(half.read_all(), HasSubstr("refused 408"));
  Client body(port);
  body.send("POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 20000\r\n\r\nhi");
  EXPECT_THAT(body.read_all(), HasSubstr("refused 408"));
  Client idle(port);
  idle.send(get("/a"));
  EXPECT_THAT(idle.read_all(), HasSubstr("</a >"));
}

TEST_F(ServerTest, HasNoRoomForMore) {
  ServerOptions options;
  options.workers = 1;
  options.most_waiting = 1;
  options.most_connections = 3;
  std::uint16_t port = start(options).port();
  Client first(port), second(port), third(port);
  first.send(get("/slow"));
  entered_.wait();  // the worker is busy
  second.send(get("/b"));
  third.send(get("/c"));
  // One of the two waits, the other is told to come again; a fourth connection is one too many.
  Client fourth(port);
  EXPECT_THAT(fourth.read_all(), HasSubstr("refused 503"));
  go_on_.open();
  EXPECT_THAT(first.read_until("</slow >"), HasSubstr("200 OK"));
}

// Loopback counts here, which speaks for many otherwise.
TEST_F(ServerTest, HasNoRoomForMoreOfOneAddress) {
  ServerOptions options;
  options.most_of_address = 2;
  options.speaks_for_many = [](const std::string& address) { return address != "127.0.0.1"; };
  std::uint16_t port = start(options).port();
  Client first(port);
  {
    Client second(port);
    for (Client* client : {&first, &second}) {
      client->send(get("/a"));
      EXPECT_THAT(client->read_until("</a >"), HasSubstr("200 OK"));
    }
    EXPECT_THAT(Client(port).read_all(), HasSubstr("refused 503"));
    second.send(get("/b", "Connection: close\r\n"));
    EXPECT_THAT(second.read_all(), HasSubstr("</b >"));
  }
  // Its place is free, once the server has seen the end of those that went.
  while (true) {
    Client next(port);
    next.send(get("/c"));
    std::string answer = next.read_until("\r\n\r\n");
    if (answer.find(" 200 ") != std::string::npos) break;
    EXPECT_THAT(answer, HasSubstr(" 503 "));
  }
  first.send(get("/d"));  // who was there is still answered
  EXPECT_THAT(first.read_until("</d >"), HasSubstr("200 OK"));
}

TEST_F(ServerTest, TakesAnyNumberFromThisMachine) {
  ServerOptions options;
  options.most_of_address = 1;
  std::uint16_t port = start(options).port();
  Client first(port), second(port);
  for (Client* client : {&first, &second}) {
    client->send(get("/a"));
    EXPECT_THAT(client->read_until("</a >"), HasSubstr("200 OK"));
  }
}

TEST_F(ServerTest, ListensOnASocketThatWasHandedOver) {
  int socket = listen_on_address("127.0.0.1", 0);
  Place place = take_socket(socket);
  EXPECT_EQ(place.address, "127.0.0.1");
  EXPECT_EQ(place.port, port_of(socket));
  // Who comes before the server waits for it.
  Client early(place.port);
  early.send(get("/a"));
  ServerOptions options;
  options.socket = socket;
  EXPECT_EQ(start(options).port(), place.port);
  EXPECT_THAT(early.read_until("</a >"), HasSubstr("200 OK"));
}

TEST(Listen, TakesOnlyASocketThatListens) {
  int socket = ::socket(AF_INET, SOCK_STREAM, 0), datagrams = ::socket(AF_INET, SOCK_DGRAM, 0);
  EXPECT_THROW(take_socket(socket), base::Error);
  EXPECT_THROW(take_socket(datagrams), base::Error);
  EXPECT_THROW(take_socket(-1), base::Error);
  ::close(socket);
  ::close(datagrams);
}

TEST(Listen, KnowsThisMachine) {
  for (const char* address : {"127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"})
    EXPECT_TRUE(is_loopback(address)) << address;
  for (const char* address : {"", "10.0.0.1", "::", "::ffff:10.0.0.1", "1127.0.0.1"})
    EXPECT_FALSE(is_loopback(address)) << address;
}

TEST_F(ServerTest, FinishesWhatIsUnderWayBeforeItStops) {
  std::uint16_t port = start().port();
  Client busy(port), idle(port);
  busy.send(get("/slow"));
  entered_.wait();
  server_->stop();
  EXPECT_EQ(idle.read_all(), "");
  go_on_.open();
  std::string answer = busy.read_all();
  EXPECT_THAT(answer, HasSubstr("</slow >"));
  EXPECT_THAT(answer, HasSubstr("Connection: close"));
  thread_.join();  // of itself
}

TEST_F(ServerTest, StopsAlthoughSomebodyDoesNotRead) {
  ServerOptions options;
  options.stop_within = milliseconds(50);
  std::uint16_t port = start(options).port();
  Client busy(port);
  busy.send(get("/slow"));
  entered_.wait();
  server_->stop();
  EXPECT_EQ(busy.read_all(), "");  // ended without an answer
  go_on_.open();
  thread_.join();
}

}  // namespace
}  // namespace xueshi::http
