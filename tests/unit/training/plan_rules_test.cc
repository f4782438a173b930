// What a plan must be like at the steps of its life (domain.md §3; S3).
#include "training/plan_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace xueshi::training {
namespace {

using base::Year;
using testing::IsEmpty;
using testing::Not;

policy::PlanRules rules() {
  policy::PlanRules all;
  all.edit_year = {{"annual", -1}, {"added", 0}};
  all.excellence = {"非精品", "精品"};
  all.excellent_class = {"精品"};
  all.technical_support = {"学术讲坛"};
  all.support = {{"excellent", "精品项目"}, {"funded", "普通资助项目"}, {"plain", "普通项目"}};
  return all;
}

Plan plan(PlanKind kind = PlanKind::kAnnual) {
  Plan one;
  one.number = "P1";
  one.kind = kind;
  one.year = Year(2024);
  one.excellence = "非精品";
  one.category = "其他培训";
  one.month = {Year(2024), 6};
  one.hours = base::Hours::of_hours(8);
  one.days_millis = 1000;
  one.headcount = 30;
  return one;
}

Plan funded() {
  Plan one = plan();
  one.funding_requested = true;
  one.material = "培训方案";
  return one;
}

condition::Value fact(const Plan& one, const PlanCircumstances& circumstances, const char* name) {
  condition::Facts facts = facts_of(one, rules(), circumstances);
  const condition::Vocabulary& words = plan_vocabulary();
  for (std::size_t i = 0; i < words.facts.size(); ++i) {
    if (words.facts[i].name == name) return facts[i];
  }
  return {};
}

// S3: 2023 年不允许创建|修改 2022 年的新增计划, nor the annual plans of 2023, made in 2022.
TEST(EditYear, AnAnnualPlanIsMadeTheYearBeforeAndAnAddedOneInItsOwn) {
  EXPECT_EQ(edit_year_of(PlanKind::kAnnual, Year(2024), rules()), Year(2023));
  EXPECT_EQ(edit_year_of(PlanKind::kAdded, Year(2024), rules()), Year(2024));
  EXPECT_EQ(year_made_in(PlanKind::kAnnual, Year(2023), rules()), Year(2024));
  EXPECT_EQ(year_made_in(PlanKind::kAdded, Year(2023), rules()), Year(2023));
  EXPECT_EQ(year_made_in(std::nullopt, Year(2023), rules()), Year(2023));
}

// Until its kind is chosen it may become either.
TEST(EditYear, OfADraftWithoutAKindIsThatOfEither) {
  Plan one = plan();
  one.kind.reset();
  EXPECT_TRUE(is_editable_year(one, Year(2023), rules()));
  EXPECT_TRUE(is_editable_year(one, Year(2024), rules()));
  EXPECT_FALSE(is_editable_year(one, Year(2022), rules()));
  EXPECT_FALSE(is_editable_year(one, Year(2025), rules()));
  EXPECT_FALSE(is_editable_year(plan(PlanKind::kAdded), Year(2023), rules()));
  EXPECT_FALSE(is_editable_year(plan(PlanKind::kAnnual), Year(2024), rules()));
}

TEST(EditYear, IsAFactOfTheDay) {
  PlanCircumstances circumstances;
  circumstances.today = *base::parse_date("2023-12-31");
  EXPECT_EQ(fact(plan(), circumstances, "editable_year"), condition::Value(true));
  EXPECT_EQ(fact(plan(), circumstances, "this_year"), condition::Value(false));
  circumstances.today = *base::parse_date("2024-01-01");
  EXPECT_EQ(fact(plan(), circumstances, "editable_year"), condition::Value(false));
  EXPECT_EQ(fact(plan(), circumstances, "this_year"), condition::Value(true));
}

// S3: 非精品但申报人社部高研项目 is none: it asks for no funding, and makes no class excellent.
TEST(Excellent, IsWhatThePolicyListsUnderExcellentClass) {
  policy::PlanRules four = rules();
  four.excellence = {"非精品", "精品", "非精品但申报人社部高研项目", "精品并申报人社部高研项目"};
  four.excellent_class = {"精品", "精品并申报人社部高研项目"};
  Plan one = plan();
  for (const auto& [word, is_one] :
       std::map<std::string, bool>{{"", false},
                                   {"非精品", false},
                                   {"精品", true},
                                   {"非精品但申报人社部高研项目", false},
                                   {"精品并申报人社部高研项目", true}}) {
    one.excellence = word;
    EXPECT_EQ(is_excellent(one, four), is_one) << word;
  }
}

// S3: only 学术讲坛 may ask for technical support; before 2023 no category may.
TEST(Facts, TellWhatThePlanAsksFor) {
  Plan one = funded();
  one.category = "学术讲坛";
  one.excellence = "精品";
  one.technical_support = true;
  for (const char* name :
       {"funding_requested", "excellent", "material", "technical_support", "technical_category"}) {
    EXPECT_EQ(fact(one, {}, name), condition::Value(true)) << name;
    EXPECT_EQ(fact(plan(), {}, name), condition::Value(false)) << name;
  }
  EXPECT_EQ(technical_categories(rules()), "学术讲坛");
  EXPECT_EQ(technical_categories({}), "无");
}

// What a check asks of a row stands in the column of its last fact; what the row does not tell
// stands nowhere.
TEST(Facts, HaveTheirColumns) {
  const condition::Vocabulary& words = plan_vocabulary();
  std::map<std::string, std::string> columns;
  for (std::size_t i = 0; i < words.facts.size(); ++i)
    columns[words.facts[i].name] = column_of_fact(i);
  EXPECT_EQ(columns["funding_requested"], "是否申请院经费支持");
  EXPECT_EQ(columns["technical_category"], "培训类别");
  EXPECT_EQ(columns["editable_year"], "");
  EXPECT_EQ(column_of(condition::fact_is(words, "form", "other")), "计划类型");
  EXPECT_EQ(column_of(condition::fact_is(words, "unit", "branch")), "");
  EXPECT_EQ(column_of({}), "");
}

TEST(Support, IsNamedByThePolicyWhereTheAcademyNamesNone) {
  EXPECT_EQ(default_support(plan(), rules()), "普通项目");
  EXPECT_EQ(default_support(funded(), rules()), "普通资助项目");
  Plan excellent = funded();
  excellent.excellence = "精品";
  EXPECT_EQ(default_support(excellent, rules()), "精品项目");
  EXPECT_EQ(default_support(excellent, policy::PlanRules{}), "");
}

// 审批通过但不支持: goes on as an ordinary plan, 申请院经费支持 becomes 否 and 精品 非精品.
TEST(Support, PassingWithoutSupportDropsTheRequestAndTheExcellence) {
  Plan one = funded();
  one.excellence = "精品";
  one.funding_rank = 1;
  drop_funding_request(one, rules());
  EXPECT_FALSE(one.funding_requested);
  EXPECT_EQ(one.excellence, "非精品");
  EXPECT_FALSE(one.funding_rank.has_value());
}

TEST(Copy, KeepsWhatWasPlannedAndNotWhatBecameOfIt) {
  Plan one = funded();
  one.review = place::kApproved;
  one.publication = place::kPublished;
  one.withdrawal = place::kWithdrawn;
  one.withdrawal_reason = "场地";
  one.support_level = "普通资助项目";
  Plan copy = copy_as_draft(one);
  EXPECT_EQ(copy.review, place::kDraft);
  EXPECT_EQ(copy.publication, place::kUnpublished);
  EXPECT_EQ(copy.withdrawal, place::kStanding);
  EXPECT_THAT(copy.number + copy.withdrawal_reason + copy.support_level, IsEmpty());
  EXPECT_THAT(copy.material, Not(IsEmpty()));
}

}  // namespace
}  // namespace xueshi::training
