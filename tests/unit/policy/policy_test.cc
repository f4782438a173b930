#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "policy_support.h"

namespace xueshi::policy {
namespace {

using base::Hours;
using base::Year;

std::optional<Policy> resolved(int year, const Shelf& shelf, base::Findings& findings) {
  return resolve(test::some_people(), shelf, Year(year), findings);
}

Policy real(int year) {
  base::Findings findings;
  auto policy = resolved(year, test::real_shelf(), findings);
  EXPECT_TRUE(findings.empty());
  return *policy;
}

std::vector<std::string> codes(const base::Findings& findings) {
  std::vector<std::string> all;
  for (const base::Finding& finding : findings.kept()) all.push_back(finding.code);
  return all;
}

TEST(Policy, TheLatestFileNotLaterThanTheYearApplies) {
  EXPECT_EQ(real(2016).since, Year(2016));
  EXPECT_EQ(real(2019).since, Year(2016));
  EXPECT_EQ(real(2020).since, Year(2020));
  EXPECT_EQ(real(2022).since, Year(2020));
  EXPECT_EQ(real(2030).since, Year(2023));
}

TEST(Policy, AYearBeforeTheFirstFileHasNone) {
  base::Findings findings;
  EXPECT_FALSE(resolved(2015, test::real_shelf(), findings));
  ASSERT_THAT(codes(findings), testing::ElementsAre("policy.no-policy"));
  EXPECT_EQ(
      findings.kept().front().message,
      "2015 年度没有适用的规定：最早的规定文件是 rules/2016.yaml；请更正年度，或补上规定文件");
}

TEST(Policy, TheRootComesFirstAndParentsBeforeChildren) {
  Policy policy = real(2016);
  EXPECT_EQ(policy.root().id, "total");
  for (AccountIndex i = 1; i < policy.accounts.size(); ++i)
    EXPECT_LT(*policy.accounts[i].parent, i);
  EXPECT_EQ(policy.accounts[*policy.find_leaf("roster")].id, "class");
  EXPECT_FALSE(policy.find_leaf("微课"));
}

TEST(Policy, ExtendsMergesMapsAndReplacesLists) {
  Policy policy = real(2021);
  EXPECT_EQ(policy.accounts[*policy.find_account("external")].label, "线下培训");
  EXPECT_EQ(policy.accounts[*policy.find_account("online")].cap, Hours::of_hours(50))
      << "kept from 2016";
  ASSERT_EQ(policy.requirements.size(), 2u) << "the list of 2020, not both";
  EXPECT_EQ(policy.summary.labels.at("met"), "学时达标人数");
  EXPECT_EQ(policy.backbone.quota_hundredths, 400);
}

TEST(Policy, EveryValueKnowsItsFileLineAndSource) {
  Policy policy = real(2021);
  const Origin* cap = policy.find_origin("accounts.online.cap");
  ASSERT_NE(cap, nullptr);
  EXPECT_EQ(cap->value, "50");
  EXPECT_EQ(cap->file, "rules/2016.yaml");
  EXPECT_EQ(cap->source, "S4（2016）");
  EXPECT_EQ(cap->cite, "三、1") << "rules/2016.yaml cites it, 2020 inherits it";
  const Origin* need = policy.find_origin("requirements.staff.need.training");
  ASSERT_NE(need, nullptr);
  EXPECT_EQ(need->file, "rules/2020.yaml");
  EXPECT_EQ(need->source, "人字〔2019〕89号");
}

TEST(Policy, ASentenceSaysNothingOfWhereTheHomeLies) {
  Origin origin;
  origin.line = 8;
  for (const char* file :
       {"/srv/xueshi/home/rules/2016.yaml", "/rules/2016.yaml", "rules/2016.yaml"}) {
    origin.file = file;
    EXPECT_EQ(origin.place(), "rules/2016.yaml:8") << file;
  }
  origin.file = "2027.yaml";
  EXPECT_EQ(origin.place(), "2027.yaml:8");
}

// An inherited number keeps its article; one written anew loses it, and one that a later file cites
// is that file's.
TEST(Policy, AnArticleGoesWithItsNumber) {
  Shelf shelf;
  shelf.by_year[2024] = {"rules/2024.yaml", R"(title: 学时登记办法
source: 甲〔2024〕1号
cites:
  accounts.online.cap: 第四条
  accounts.self.cap: 第五条
  accounts.class.cap: 第六条
  requirements.everyone.need.total: {source: 乙〔2020〕2号, article: 第三条}
accounts:
  total:  {label: 总学时, of: [class, online, self]}
  class:  {label: 培训, takes: [roster, 线下培训, 公派留学], cap: 80}
  online: {label: 网络, takes: [网络学时, 在线学习], cap: 50}
  self:   {label: 自学, takes: [在职自学], cap: 10}
requirements:
  - {id: everyone, need: {total: 90}}
)"};
  shelf.by_year[2025] = {"rules/2025.yaml", R"(extends: 2024
source: 丙〔2025〕3号
cites: {accounts.class.cap: 第一条}
accounts: {online: {cap: 40}}
)"};
  base::Findings findings;
  auto policy = resolved(2025, shelf, findings);
  ASSERT_TRUE(policy) << base::render(findings.kept().front());
  auto basis = [&](const char* path) { return policy->find_origin(path)->basis(); };
  EXPECT_EQ(basis("accounts.self.cap"), "甲〔2024〕1号第五条") << "inherited";
  EXPECT_EQ(basis("accounts.online.cap"), "丙〔2025〕3号") << "written anew, without an article";
  EXPECT_EQ(basis("accounts.class.cap"), "丙〔2025〕3号第一条") << "inherited, cited anew";
  EXPECT_EQ(basis("requirements.everyone.need.total"), "乙〔2020〕2号第三条")
      << "of another document";
  EXPECT_EQ(policy->find_origin("cites.accounts.self.cap"), nullptr) << "no value of its own";
}

TEST(Policy, NoneTakesACapAway) {
  base::Findings findings;
  auto policy = check(test::some_people(), test::real_shelf(),
                      {"2030.yaml", "extends: 2020\naccounts:\n  self_study: {cap: none}\n"},
                      Year(2030), findings);
  ASSERT_TRUE(policy);
  EXPECT_FALSE(policy->accounts[*policy->find_account("self_study")].cap);
}

TEST(Policy, NoneTakesAnAccountAway) {
  base::Findings findings;
  auto policy = check(test::some_people(), test::real_shelf(),
                      {"2030.yaml",
                       "extends: 2020\naccounts:\n  study_abroad: none\n"
                       "  training: {of: [class, external, self_study]}\n  external: {takes: "
                       "[线下培训, 公派留学]}\n"},
                      Year(2030), findings);
  ASSERT_TRUE(policy) << (findings.empty() ? "" : base::render(findings.kept().front()));
  EXPECT_FALSE(policy->find_account("study_abroad"));
}

TEST(Policy, ANewSourceNeedsNoCompiler) {
  base::Findings findings;
  auto policy =
      check(test::some_people(), test::real_shelf(),
            {"2030.yaml",
             "extends: 2020\naccounts:\n  contest: {label: 技能竞赛, takes: [技能竞赛], cap: 20}\n"
             "  training: {of: [class, external, self_study, study_abroad, contest]}\n"},
            Year(2030), findings);
  ASSERT_TRUE(policy);
  EXPECT_EQ(policy->accounts[*policy->find_leaf("技能竞赛")].label, "技能竞赛");
}

// Classes of a category that no account names are taken with the rest, and convert all the same.
TEST(Policy, ASourceOfACategoryIsTakenWithTheRest) {
  Shelf shelf = test::real_shelf();
  shelf.by_year[2099] = {"rules/2099.yaml",
                         "extends: 2023\nsource: 示例\nsources:\n  roster:讲座: {worth: 2}\n"};
  base::Findings findings;
  auto policy = resolved(2099, shelf, findings);
  ASSERT_TRUE(policy) << (findings.kept().empty() ? "" : findings.kept().front().message);
  EXPECT_EQ(policy->find_leaf("roster", "讲座"), policy->find_leaf("roster"));
  ASSERT_NE(policy->find_source("roster", "讲座"), nullptr);
  EXPECT_EQ(policy->find_source("roster", "讲座")->worth.numerator, 2);
  EXPECT_EQ(policy->find_source("roster", "其他"), nullptr);
}

TEST(Policy, ExtendsMayNotGoRoundInACircle) {
  Shelf shelf = test::real_shelf();
  shelf.by_year[2016].text = "extends: 2020\n" + shelf.by_year[2016].text;
  base::Findings findings;
  EXPECT_FALSE(resolved(2016, shelf, findings));
  EXPECT_THAT(codes(findings),
              testing::UnorderedElementsAre("policy.extends-not-earlier", "policy.extends-cycle"));
}

TEST(Policy, ExtendsOnlyAnEarlierYear) {
  base::Findings findings;
  EXPECT_FALSE(check(test::some_people(), test::real_shelf(), {"2018.yaml", "extends: 2020\n"},
                     Year(2018), findings));
  EXPECT_THAT(codes(findings), testing::Contains("policy.extends-not-earlier"));
}

TEST(Policy, HiredInReportingYearFollowsTheYear) {
  condition::Facts hired_2018 = {std::string("staff"), true, std::int64_t{2018}, std::monostate{}};
  EXPECT_NE(real(2018).exemption_for(hired_2018), nullptr);
  EXPECT_EQ(real(2019).exemption_for(hired_2018), nullptr);
}

TEST(Policy, AllMistakesAtOnce) {
  base::Findings findings;
  check(test::some_people(), test::real_shelf(),
        {"2030.yaml",
         "extends: 2020\naccuonts: {}\nbackbone: {quota_percent: x, window: {from: 13-1}}\n"},
        Year(2030), findings);
  EXPECT_THAT(codes(findings),
              testing::ElementsAre("policy.unknown-key", "policy.wrong-value", "policy.wrong-day"));
}

}  // namespace
}  // namespace xueshi::policy
