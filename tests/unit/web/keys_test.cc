// What forms carry, and where lists are.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "item/kind.h"
#include "seal/hash.h"
#include "web/answers.h"
#include "web/form.h"
#include "web/paging.h"
#include "web/routes.h"

namespace xueshi::web {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Asked {
  http::Request request;
  session::Workplace workplace{session::Settings(), item::graph_subjects()};
  session::Line line{workplace};
  login::Visitor visitor;

  Visit visit() {
    Visit visit{request, 1, {}, line};
    visit.visitor = &visitor;
    return visit;
  }
};

std::string value_of(const std::string& page, const std::string& name) {
  std::size_t at = page.find("name=\"" + name + "\" value=\"");
  if (at == std::string::npos) return "";
  at = page.find("value=\"", at) + 7;
  return page.substr(at, page.find('"', at) - at);
}

TEST(Keys, AreWrittenDifferentlyEachTimeAndAreTheSame) {
  Asked asked;
  asked.visitor.form_key = seal::random_id(32);
  Visit visit = asked.visit();
  std::string one = value_of(hidden_keys(visit).bytes(), "key");
  std::string two = value_of(hidden_keys(visit).bytes(), "key");
  EXPECT_NE(one, two);
  EXPECT_EQ(one.find(asked.visitor.form_key), std::string::npos);
  EXPECT_TRUE(is_key(one, asked.visitor.form_key));
  EXPECT_TRUE(is_key(two, asked.visitor.form_key));
  EXPECT_FALSE(is_key(one, seal::random_id(32)));
  EXPECT_FALSE(is_key(asked.visitor.form_key, asked.visitor.form_key));
  EXPECT_FALSE(is_key("", asked.visitor.form_key));
  one[70] = one[70] == '0' ? '1' : '0';
  EXPECT_FALSE(is_key(one, asked.visitor.form_key));
  EXPECT_FALSE(is_key(std::string(128, 'z'), asked.visitor.form_key));
}

std::vector<int> numbers(int count) {
  std::vector<int> all(static_cast<std::size_t>(count));
  for (int i = 0; i < count; ++i) all[static_cast<std::size_t>(i)] = i;
  return all;
}

std::vector<int> shown(Asked& asked, int count, Paging& paging) {
  return page_of<int>(
      asked.visit(), numbers(count), [](const int& number) { return std::to_string(number); },
      paging);
}

TEST(Paging, BeginsAfterTheLastRowOfThePageBefore) {
  Asked asked;
  Paging paging;
  EXPECT_EQ(shown(asked, 45, paging).size(), 20U);
  EXPECT_EQ(paging.next, "19");
  asked.request.query = {{"after", "39"}};
  EXPECT_THAT(shown(asked, 45, paging), ElementsAre(40, 41, 42, 43, 44));
  EXPECT_EQ(paging.next, "");
  EXPECT_EQ(paging.page(), 3);
}

TEST(Paging, GoesToAPageAndNeverBeyondTheLast) {
  Asked asked;
  Paging paging;
  asked.request.query = {{"page", "2"}};
  EXPECT_EQ(shown(asked, 45, paging).front(), 20);
  for (const char* page : {"99", "3"}) {
    asked.request.query = {{"page", page}};
    EXPECT_EQ(shown(asked, 45, paging).front(), 40) << page;
  }
  for (const char* page : {"0", "-1", "x", "9223372036854775808"}) {
    asked.request.query = {{"page", page}};
    EXPECT_EQ(shown(asked, 45, paging).front(), 0) << page;
  }
  asked.request.query = {{"after", "no such row"}};
  EXPECT_EQ(shown(asked, 45, paging).front(), 0);
  asked.request.query = {};
  EXPECT_TRUE(shown(asked, 0, paging).empty());
}

TEST(Paging, SizesAreTwentyFiftyAHundred) {
  Asked asked;
  Paging paging;
  for (auto [asked_size, size] : {std::pair{"50", 50U}, {"100", 100U}, {"7", 20U}, {"", 20U}}) {
    asked.request.query = {{"size", asked_size}};
    EXPECT_EQ(shown(asked, 200, paging).size(), size);
  }
}

TEST(Paging, KeepsWhatTheAddressSaysBeside) {
  Asked asked;
  asked.request.path = "/admin/plans";
  asked.request.query = {{"year", "2017"}, {"after", "P1"}, {"name", "学"}};
  EXPECT_EQ(with_query(asked.visit(), {{"order", "-title"}}).text(),
            "/admin/plans?year=2017&name=%E5%AD%A6&order=-title");
  EXPECT_EQ(with_query(asked.visit(), {{"name", ""}}).text(), "/admin/plans?year=2017");
}

TEST(Answers, NeverLeadToAnotherSite) {
  for (const char* to :
       {"//evil.example", "https://evil.example/", "javascript:alert(1)", "", "evil", "/a/../b"}) {
    EXPECT_EQ(see_other(to, html::Url({"me"})).headers.front().second, "/me") << to;
  }
  EXPECT_EQ(see_other("/\\evil.example", html::Url({"me"})).headers.front().second,
            "/%5Cevil.example");
  EXPECT_EQ(see_other("/admin/plans?year=2017", html::Url({"me"})).headers.front().second,
            "/admin/plans?year=2017");
}

TEST(Answers, AFileMayHaveAChineseName) {
  http::Response response = download("执行情况表.xlsx", "application/zip", "bytes");
  EXPECT_EQ(response.headers[1].second,
            "attachment; filename=\"download.xlsx\"; "
            "filename*=UTF-8''%E6%89%A7%E8%A1%8C%E6%83%85%E5%86%B5%E8%A1%A8.xlsx");
}

TEST(Routes, EveryPageHasATitleAndIsThereOnce) {
  std::map<std::string, int> seen;
  for (const Route& route : routes()) {
    std::string pattern = route.pattern;
    EXPECT_EQ(pattern.front(), '/');
    EXPECT_EQ(++seen[pattern + (route.method == http::Method::kPost ? " POST" : "")], 1) << pattern;
    if (route.in_menu) {
      EXPECT_NE(std::string(route.title), "") << pattern;
      EXPECT_EQ(pattern.find('{'), std::string::npos) << pattern;
    }
    // The door to that side, and the pictures of ways that everybody goes.
    bool is_open = pattern == "/admin/enter" || pattern.rfind("/admin/workflows/{", 0) == 0;
    if (pattern.rfind("/admin", 0) == 0 && !is_open) {
      EXPECT_TRUE(route.step == Step::kAdmin || route.step == Step::kAgain) << pattern;
      EXPECT_NE(route.least, academy::Role::kLearner) << pattern;
    }
  }
}

// The first line that fits is taken: none may stand behind one that always fits before it.
TEST(Routes, NoPageIsHiddenByAnother) {
  for (const Route& route : routes()) {
    std::string address = route.pattern;
    for (std::size_t at; (at = address.find('{')) != std::string::npos;)
      address.replace(at, address.find('}') - at + 1, "x-y");
    std::optional<Match> match = find_route(routes(), route.method, address);
    ASSERT_TRUE(match) << address;
    EXPECT_STREQ(match->route->pattern, route.pattern);
  }
}

}  // namespace
}  // namespace xueshi::web
