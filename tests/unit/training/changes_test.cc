// Which changes of a class need approval again (S0), as the policy lists them.
#include "training/changes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "training/plan.h"

namespace xueshi::training {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const PlannedFigures kApproved = {*base::parse_date("2017-05-15"), 30, 3'000,
                                  base::Money::of_fen(1'000'000)};

policy::PlanRules rules(std::vector<std::string> changes) {
  policy::PlanRules all;
  all.approve_changes = std::move(changes);
  return all;
}

TEST(Changes, AllAtOnceInTheOrderOfThePolicy) {
  PlannedFigures wanted = {*base::parse_date("2017-07-01"), 31, 3'500,
                           base::Money::of_fen(1'000'001)};
  EXPECT_THAT(
      changes_needing_approval(rules({"budget_up", "days_up", "headcount_up", "quarter_moved"}),
                               kApproved, wanted),
      ElementsAre("budget_up", "days_up", "headcount_up", "quarter_moved"));
}

TEST(Changes, OnlyThoseThatThePolicyLists) {
  PlannedFigures wanted = kApproved;
  wanted.headcount = 100;
  wanted.start = *base::parse_date("2018-05-15");
  EXPECT_THAT(changes_needing_approval(rules({"days_up"}), kApproved, wanted), IsEmpty());
  EXPECT_THAT(changes_needing_approval(rules({}), kApproved, wanted), IsEmpty());
}

TEST(Changes, NothingChangedNeedsNobody) {
  EXPECT_THAT(
      changes_needing_approval(rules({"quarter_moved", "headcount_up", "days_up", "budget_up"}),
                               kApproved, kApproved),
      IsEmpty());
}

TEST(Changes, TheSameQuarterOfAnotherYearIsAnotherQuarter) {
  PlannedFigures wanted = kApproved;
  wanted.start = *base::parse_date("2016-05-15");
  EXPECT_THAT(changes_needing_approval(rules({"quarter_moved"}), kApproved, wanted),
              ElementsAre("quarter_moved"));
  wanted.start = *base::parse_date("2017-04-01");
  EXPECT_THAT(changes_needing_approval(rules({"quarter_moved"}), kApproved, wanted), IsEmpty());
}

TEST(Plans, PlacesAndLabelsReadBack) {
  for (std::string_view each :
       {place::kDraft, place::kReported, place::kApproved, place::kRefused, place::kReturned,
        place::kUnpublished, place::kPublished, place::kNotCarriedOut, place::kCarriedOut,
        place::kStanding, place::kWithdrawn}) {
    EXPECT_EQ(parse_place_label(place_label(each)), std::string(each)) << each;
  }
  EXPECT_FALSE(parse_place_label("草稿"));
}

TEST(Plans, KindsAndFormsReadBack) {
  for (PlanKind kind : {PlanKind::kAnnual, PlanKind::kAdded})
    EXPECT_EQ(parse_plan_kind(label(kind)), kind);
  for (PlanForm form : {PlanForm::kProject, PlanForm::kOther})
    EXPECT_EQ(parse_plan_form(label(form)), form);
  EXPECT_EQ(word(PlanKind::kAnnual), "annual") << "as `edit_year` writes it";
  EXPECT_FALSE(parse_plan_kind("年度"));
}

}  // namespace
}  // namespace xueshi::training
