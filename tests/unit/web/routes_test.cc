// Which page an address is, and that the table of pages holds together.
#include "web/routes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

namespace xueshi::web {
namespace {

using http::Method;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

http::Response nothing(const Visit&) { return {}; }

const std::vector<Route> kTable = {{Method::kGet, "/a/{id}", "a", nothing},
                                   {Method::kPost, "/a/{id}/do/{action}", "", nothing}};

TEST(FindRoute, TakesOneStepForEachPart) {
  auto found = find_route(kTable, Method::kGet, "/a/甲 1");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->route, &kTable[0]);
  EXPECT_THAT(found->parts, ElementsAre(Pair("id", "甲 1")));
  found = find_route(kTable, Method::kPost, "/a/1/do/approve");
  ASSERT_TRUE(found);
  EXPECT_THAT(found->parts, ElementsAre(Pair("action", "approve"), Pair("id", "1")));
}

TEST(FindRoute, AsksAHeadLikeAGet) {
  EXPECT_TRUE(find_route(kTable, Method::kHead, "/a/1"));
  EXPECT_FALSE(find_route(kTable, Method::kPost, "/a/1"));
  EXPECT_FALSE(find_route(kTable, Method::kGet, "/a/1/do/approve"));
}

TEST(FindRoute, KnowsNoOtherPage) {
  for (const char* path : {"/", "/a", "/a/", "/a/1/", "/a/1/2", "//a/1", "/A/1", "/b/1"})
    EXPECT_FALSE(find_route(kTable, Method::kGet, path)) << path;
}

TEST(Routes, EachStandsOnce) {
  std::set<std::pair<Method, std::string>> seen;
  for (const Route& route : routes()) {
    EXPECT_TRUE(seen.emplace(route.method, route.pattern).second) << route.pattern;
    EXPECT_EQ(route.pattern[0], '/');
  }
  EXPECT_THAT(seen, testing::Not(IsEmpty()));
}

}  // namespace
}  // namespace xueshi::web
