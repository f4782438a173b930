// Findings: one mistake in a person's file, with its place and a caret below it.
#include "base/finding.h"

#include <gtest/gtest.h>

namespace xueshi::base {
namespace {

TEST(Findings, PointAtTheCharacter) {
  Finding finding{
      Severity::kError, {"a.yaml", 7, 3, "", "学时x: 1"}, "policy.unknown-key", "未知的键"};
  EXPECT_EQ(render(finding),
            "a.yaml:7:3: 未知的键 [policy.unknown-key]\n"
            "  学时x: 1\n"
            "      ^")
      << "Chinese characters are two columns wide";
}

TEST(Findings, NameACellOfAWorkbook) {
  EXPECT_EQ(render(Place{"p.xlsx", 2, 2, "Sheet1!B2", ""}), "p.xlsx:Sheet1!B2");
  EXPECT_EQ(render(Place{"p.csv", 4, 2, "", ""}), "p.csv:4:2");
  EXPECT_EQ(render(Place{"p.csv", 0, 0, "", ""}), "p.csv");
  EXPECT_EQ(render(Finding{Severity::kWarning, {}, "a.b", "请核对"}), "警告：请核对 [a.b]");
}

TEST(Findings, KeepTheFirstThousandAndCountTheRest) {
  Findings findings, all;
  for (int i = 0; i < 1500; ++i) findings.error({}, "a.b", "错");
  findings.warning({}, "a.c", "请核对");
  EXPECT_EQ(findings.errors(), 1500u);
  EXPECT_EQ(findings.kept().size(), Findings::kKept + 1) << "a warning is kept beside them";
  all.append(findings);
  all.append(findings);
  EXPECT_EQ(all.errors(), 3000u);
  EXPECT_EQ(all.warnings(), 2u);
}

TEST(Findings, WarningsStandInNobodysWay) {
  Findings findings;
  findings.warning({}, "a.c", "请核对");
  EXPECT_TRUE(findings.ok());
  EXPECT_FALSE(findings.empty());
}

TEST(Findings, SortByPlaceAndKeepTheOrderOfOnePlace) {
  Findings findings;
  findings.error({"b", 1, 1, "", ""}, "x", "3");
  findings.error({"a", 2, 9, "", ""}, "x", "2");
  findings.error({"a", 2, 1, "", ""}, "x", "1");
  findings.error({"b", 1, 1, "", ""}, "x", "4");
  findings.sort_by_place();
  std::string order;
  for (const Finding& finding : findings.kept()) order += finding.message;
  EXPECT_EQ(order, "1234");
}

// The list ends after a thousand; who writes them down elsewhere gets them all.
TEST(Findings, AllAreToldAlsoThoseThatAreNotKept) {
  Findings findings;
  findings.error({}, "a.before", "");
  std::size_t told = 0;
  findings.tell([&](const Finding& finding) { told += finding.code == "a.b" ? 1 : 100'000; });
  for (std::size_t i = 0; i < Findings::kKept + 5; ++i) findings.error({}, "a.b", "");
  EXPECT_EQ(told, Findings::kKept + 5);
  EXPECT_EQ(findings.kept().size(), Findings::kKept);
  findings.tell(nullptr);
  findings.error({}, "a.after", "");
  EXPECT_EQ(told, Findings::kKept + 5);
}

}  // namespace
}  // namespace xueshi::base
