// Answers as they go over the wire, targets and forms as they come.
#include "http/message.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "http/target.h"

namespace xueshi::http {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

TEST(Response, IsRendered) {
  Response response{200, {{"Content-Type", "text/html; charset=utf-8"}}, "学时"};
  EXPECT_EQ(render(response, Method::kGet, true, "D"),
            "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Length: 6\r\nConnection: keep-alive\r\n"
            "Content-Type: text/html; charset=utf-8\r\n\r\n学时");
  EXPECT_EQ(render(response, Method::kHead, false, "D"),
            "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Length: 6\r\nConnection: close\r\n"
            "Content-Type: text/html; charset=utf-8\r\n\r\n");
}

TEST(Response, NoValueBeginsALineOfItsOwn) {
  Response response{303, {{"Location", "/a\r\nSet-Cookie: x=1"}}, ""};
  EXPECT_THAT(render(response, Method::kGet, true, "D"),
              HasSubstr("Location: /aSet-Cookie: x=1\r\n"));
}

TEST(HttpDate, IsOfTheStandard) {
  EXPECT_EQ(http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(Form, IsRead) {
  EXPECT_THAT(*parse_form("a=1&%E5%AD%A6=%E6%97%B6+x&empty=&flag&&a=2", 64),
              ElementsAre(Pair("a", "1"), Pair("学", "时 x"), Pair("empty", ""), Pair("flag", ""),
                          Pair("a", "2")));
  EXPECT_FALSE(parse_form("a=%ff", 64));
  EXPECT_FALSE(parse_form("a=1&b=2&c=3", 2));
}

TEST(Target, IsDecodedOnce) {
  EXPECT_EQ(parse_target("/a%252e/b+c")->path, "/a%2e/b+c");
  EXPECT_EQ(parse_target("/?a=b+c")->query.front().second, "b c");
  EXPECT_FALSE(parse_target(""));
}

TEST(Request, AsksForJsonOnlyWhereItComesFirst) {
  Request request;
  EXPECT_FALSE(request.wants_json());
  request.headers = {{"accept", "application/json"}};
  EXPECT_TRUE(request.wants_json());
  request.headers = {{"accept", "text/html,application/json;q=0.9"}};
  EXPECT_FALSE(request.wants_json());
}

}  // namespace
}  // namespace xueshi::http
