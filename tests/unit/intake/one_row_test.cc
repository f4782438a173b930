// What people set by heading obeys the rules that imports obey.
#include "intake/one_row.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/fields.h"
#include "rules.h"

namespace xueshi::intake {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

training::Plan plan() {
  training::Plan one;
  one.number = "P1";
  one.year = base::Year(2017);
  one.title = "科研管理培训班";
  one.org = "I001";
  one.category = "其他培训";
  one.month = {base::Year(2017), 5};
  one.hours = base::Hours::of_seconds(4 * 3600 + 600);
  one.days_millis = 1'500;
  one.headcount = 40;
  one.budget = base::Money::of_fen(3'600'001);
  one.excellence = "否";
  return one;
}

base::Fields with(base::Fields row, const std::string& heading, const std::string& text) {
  for (auto& [name, value] : row) {
    if (name == heading) value = text;
  }
  return row;
}

TEST(OneRow, WhatIsRenderedReadsBack) {
  std::vector<CellProblem> problems;
  auto parsed = parse_plan_row(render_row(plan()), test::make_rules(), problems);
  EXPECT_THAT(problems, IsEmpty());
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(*parsed, plan());
}

TEST(OneRow, AWrongCellIsNamedByItsHeading) {
  std::vector<CellProblem> problems;
  EXPECT_FALSE(parse_plan_row(with(render_row(plan()), "计划参加人数", "四十"), test::make_rules(),
                              problems));
  ASSERT_THAT(problems, SizeIs(1));
  EXPECT_EQ(problems[0].heading, "计划参加人数");
  EXPECT_EQ(problems[0].code, "intake.count");
  EXPECT_FALSE(problems[0].warning);
}

TEST(OneRow, AllMistakesAtOnceAndWarningsApart) {
  std::vector<CellProblem> problems;
  base::Fields row = with(with(render_row(plan()), "学时", "许多"), "天数", "-1");
  EXPECT_FALSE(parse_plan_row(row, test::make_rules(), problems));
  EXPECT_THAT(problems, SizeIs(2));
  problems.clear();
  EXPECT_TRUE(parse_plan_row(with(render_row(plan()), "培训时间", "2018-05"), test::make_rules(),
                             problems));
  ASSERT_THAT(problems, SizeIs(1));
  EXPECT_TRUE(problems[0].warning);
}

TEST(OneRow, HeadingsAreMeantHoweverTheyAreWritten) {
  EXPECT_EQ(find_heading(Kind::kPlans, "所需经费（万元）"), "所需经费(万元)");
  EXPECT_EQ(find_heading(Kind::kPlans, " 所需经费 "), "所需经费(万元)");
  EXPECT_EQ(find_heading(Kind::kPlans, "* 所需 经费"), "所需经费(万元)");
  EXPECT_EQ(find_heading(Kind::kPlans, "经费"), std::nullopt);
}

// Kept before numbers were folded: an edit must not make somebody else of them.
TEST(OneRow, ANumberStaysAsItIsKept) {
  academy::Person person;
  person.employee = person.login = "Ａ１";
  person.name = "张某";
  person.org = "A";
  std::vector<CellProblem> problems;
  auto read = parse_person_row(render_row(person), test::make_rules(), problems);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->employee, "Ａ１");
}

}  // namespace
}  // namespace xueshi::intake
