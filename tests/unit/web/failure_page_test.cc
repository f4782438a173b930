// What a request gets at which the program could not go on.
#include "web/failure_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xueshi::web {
namespace {

using base::ErrorKind;
using testing::HasSubstr;
using testing::Not;

http::Response page_of(ErrorKind kind, const char* code, const char* accept = "text/html") {
  http::Request request;
  request.headers = {{"accept", accept}};
  return failure_page(request, base::Error(kind, "秘密", code), 7);
}

TEST(FailurePage, SaysWhatToDoWhereTheDatabaseTookTooLong) {
  http::Response page = page_of(ErrorKind::kDatabase, "database.too-long");
  EXPECT_EQ(page.status, 503);
  EXPECT_THAT(page.body, HasSubstr("用时过长"));
  EXPECT_THAT(page.body, HasSubstr("缩小范围"));
  EXPECT_THAT(page.body, HasSubstr("请求编号 7"));
  page = page_of(ErrorKind::kDatabase, "database.too-long", "application/json");
  EXPECT_EQ(page.status, 503);
  EXPECT_THAT(page.body, HasSubstr("database.too-long"));
  EXPECT_THAT(page.body, HasSubstr("缩小范围"));
}

TEST(FailurePage, TellsNothingOfWhatWentWrong) {
  for (const char* accept : {"text/html", "application/json"}) {
    http::Response away = page_of(ErrorKind::kDatabase, "database.lost", accept);
    EXPECT_EQ(away.status, 503);
    EXPECT_THAT(away.body, Not(HasSubstr("秘密")));
    EXPECT_EQ(page_of(ErrorKind::kConflict, "", accept).status, 503);
    http::Response worse = page_of(ErrorKind::kDisk, "database.disk", accept);
    EXPECT_EQ(worse.status, 500);
    EXPECT_THAT(worse.body, Not(HasSubstr("秘密")));
  }
}

}  // namespace
}  // namespace xueshi::web
