// Bytes become requests, however they are cut; what breaks HTTP is refused, and nothing crashes.
#include "http/request_parser.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

namespace xueshi::http {
namespace {

using testing::ElementsAre;
using testing::Pair;

using State = RequestParser::State;

// What came of the bytes: the parser fed with pieces of that size, what it leaves kept for the
// next.
struct Outcome {
  State state = State::kHead;
  int status = 0;
  std::optional<Request> request;
  std::string left;
};
Outcome feed(std::string_view bytes, std::size_t piece, const Limits& limits = {}) {
  RequestParser parser(limits);
  std::string unread;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    unread += bytes.substr(at, piece);
    if (parser.state() == State::kComplete || parser.state() == State::kRefused) continue;
    unread.erase(0, parser.put(unread));
  }
  Outcome outcome{parser.state(), 0, std::nullopt, unread};
  if (parser.state() == State::kRefused) outcome.status = parser.refusal().status;
  if (parser.state() == State::kComplete) outcome.request = parser.take();
  return outcome;
}

constexpr const char* kGet = "GET /me?year=2017 HTTP/1.1\r\nHost: a\r\n\r\n";

TEST(RequestParser, TakesARequestHoweverItIsCut) {
  std::string post =
      "POST /admin/plans/P%201/do/approve HTTP/1.1\r\nHost: a\r\nCookie: sid=1; other=2\r\n"
      "Content-Length: 11\r\n\r\ncomment=%E5";
  std::string chunked =
      "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
      "5\r\nhello\r\n6;ext=1\r\n world\r\n0\r\n\r\n";
  for (std::size_t piece : {1, 2, 3, 5, 7, 16, 1000}) {
    Outcome get = feed(kGet, piece);
    ASSERT_TRUE(get.request) << piece;
    EXPECT_EQ(get.request->path, "/me");
    EXPECT_THAT(get.request->query, ElementsAre(Pair("year", "2017")));
    EXPECT_TRUE(get.request->keeps_alive);
    Outcome sent = feed(post, piece);
    ASSERT_TRUE(sent.request) << piece;
    EXPECT_EQ(sent.request->method, Method::kPost);
    EXPECT_EQ(sent.request->path, "/admin/plans/P 1/do/approve");
    EXPECT_EQ(sent.request->body, "comment=%E5");
    EXPECT_THAT(sent.request->cookies(), ElementsAre(Pair("sid", "1"), Pair("other", "2")));
    Outcome in_chunks = feed(chunked, piece);
    ASSERT_TRUE(in_chunks.request) << piece;
    EXPECT_EQ(in_chunks.request->body, "hello world");
  }
}

TEST(RequestParser, LeavesTheNextRequest) {
  EXPECT_EQ(feed(std::string(kGet) + kGet, 1000).left, kGet);
  EXPECT_EQ(feed(std::string("\r\n") + kGet, 1000).request->path, "/me");
}

TEST(RequestParser, SaysOnceThatItWasAskedToContinue) {
  RequestParser parser{Limits{}};
  parser.put("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(parser.state(), State::kBody);
  EXPECT_TRUE(parser.take_expectation());
  EXPECT_FALSE(parser.take_expectation());
}

std::string with(const std::string& line) {
  return "GET / HTTP/1.1\r\nHost: a\r\n" + line + "\r\n\r\n";
}
std::string of_target(const std::string& target) {
  return "GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n";
}

// What it is refused with, however it is cut.
TEST(RequestParser, RefusesWhatBreaksHttp) {
  const std::pair<std::string, int> broken[] = {
      {"GET / HTTP/1.1\r\n\r\n", 400},
      {with("Host: b"), 400},
      {with("X: 1\r\n folded"), 400},
      {with("X: 1\r\n\tfolded"), 400},
      {with("X: a\rb"), 400},
      {with(std::string("X: a\0b", 6)), 400},
      {with("X: a\x7f"), 400},
      {with("X : a"), 400},
      {with(": a"), 400},
      {with("X"), 400},
      {with("Transfer-Encoding: gzip"), 400},
      {with("Transfer-Encoding: chunked, chunked"), 400},
      {with("Transfer-Encoding: Chunked "), 400},
      {with("Transfer-Encoding: chunked\r\nContent-Length: 1"), 400},
      {with("Transfer-Encoding: identity"), 400},
      {with("Content-Length: 1\r\nContent-Length: 1"), 400},
      {with("Content-Length: 1\r\nContent-Length: 2"), 400},
      {with("Content-Length: -1"), 400},
      {with("Content-Length: 1x"), 400},
      {with("Content-Length: 99999999999999999999"), 400},
      {with("Content-Length: 2000000"), 413},
      {with("Expect: something"), 417},
      {"GET  / HTTP/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET / HTTP/2.0\r\nHost: a\r\n\r\n", 400},
      {"GET / HTTP/0.9\r\nHost: a\r\n\r\n", 400},
      {"GET / http/1.1\r\nHost: a\r\n\r\n", 400},
      {"GET /\r\n\r\n", 400},
      {"\x16\x03\x01\x02\r\n\r\n", 400},
      {"DELETE / HTTP/1.1\r\nHost: a\r\n\r\n", 405},
      {"BREW / HTTP/1.1\r\nHost: a\r\n\r\n", 405},
      {"CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n", 405},
      {"OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 405},
      {of_target("//evil.example/"), 400},
      {of_target("http://evil.example/"), 400},
      {of_target("evil"), 400},
      {of_target("/../etc/passwd"), 400},
      {of_target("/a/./b"), 400},
      {of_target("/%2e%2e/x"), 400},
      {of_target("/a%00b"), 400},
      {of_target("/a%2"), 400},
      {of_target("/a%zz"), 400},
      {of_target("/%ff"), 400},
      {of_target("/?a=%C0%AF"), 400},
      {of_target("/#x"), 400},
      {of_target("/" + std::string(5000, 'a')), 414},
      {with("X: " + std::string(17000, 'a')), 431},
      {std::string(17000, 'G'), 414},
  };
  for (const auto& [bytes, status] : broken) {
    for (std::size_t piece : {std::size_t{1}, std::size_t{3}, std::size_t{64}, bytes.size()}) {
      Outcome outcome = feed(bytes, piece);
      EXPECT_EQ(outcome.state, State::kRefused) << bytes.substr(0, 80) << " by " << piece;
      EXPECT_EQ(outcome.status, status) << bytes.substr(0, 80) << " by " << piece;
    }
  }
}

TEST(RequestParser, RefusesQueriesOfManyPairs) {
  std::string query = "/?";
  for (int i = 0; i < 65; ++i) query += fmt::format("a{}=1&", i);
  EXPECT_EQ(feed(of_target(query), 1000).status, 400);
}

TEST(RequestParser, RefusesABodyThatGrowsTooLong) {
  Limits limits;
  limits.body = 10;
  std::string chunked = "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 3; ++i) chunked += "5\r\nhello\r\n";
  EXPECT_EQ(feed(chunked, 1, limits).status, 413);
  EXPECT_EQ(feed(chunked, 1000, limits).status, 413);
  EXPECT_EQ(
      feed("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 3).status,
      400);
}

// Every byte of a good request changed in turn: taken or refused, never anything else.
TEST(RequestParser, LivesThroughEveryChangedByte) {
  std::string post = "POST /x?a=%20b HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na=1";
  int refused = 0;
  for (std::size_t at = 0; at < post.size(); ++at) {
    for (char c : {'\0', '\r', '\n', ' ', ':', '%', '\x80', '\xFF', 'A'}) {
      std::string changed = post;
      changed[at] = c;
      refused += feed(changed, 7).state == State::kRefused;
    }
  }
  EXPECT_GT(refused, 100);
}

TEST(RequestParser, TakesALongBodyOnlyWhereFilesAreTaken) {
  Limits limits;
  limits.body = 10;
  limits.upload = 20;
  limits.takes_uploads = [](std::string_view path) { return path == "/上传"; };
  auto status = [&](const std::string& path, const std::string& body, bool is_chunked) {
    std::string head = "POST " + path + " HTTP/1.1\r\nHost: a\r\n";
    std::string sent =
        is_chunked ? fmt::format("{}Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{}\r\n0\r\n\r\n",
                                 head, body.size(), body)
                   : fmt::format("{}Content-Length: {}\r\n\r\n{}", head, body.size(), body);
    Outcome outcome = feed(sent, 1000, limits);
    return outcome.state == State::kComplete ? 200 : outcome.status;
  };
  for (bool is_chunked : {false, true}) {
    EXPECT_EQ(status("/x", std::string(10, 'a'), is_chunked), 200);
    EXPECT_EQ(status("/x", std::string(11, 'a'), is_chunked), 413);
    EXPECT_EQ(status("/%E4%B8%8A%E4%BC%A0", std::string(20, 'a'), is_chunked), 200);
    EXPECT_EQ(status("/%E4%B8%8A%E4%BC%A0", std::string(21, 'a'), is_chunked), 413);
  }
}

}  // namespace
}  // namespace xueshi::http
