// A class on its way to being carried out: approved figures, roster, enrolment (domain.md §3).
#include "training/class_rules.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xueshi::training {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

base::LocalTime at(const char* text) { return *base::parse_local_time(text); }

policy::PlanRules rules() {
  policy::PlanRules all;
  all.approve_changes = {"quarter_moved", "headcount_up", "days_up", "budget_up"};
  return all;
}

Plan plan() {
  Plan one;
  one.number = "P1";
  one.year = base::Year(2017);
  one.month = {base::Year(2017), 5};
  one.headcount = 40;
  one.days_millis = 2'000;
  one.budget = base::Money::of_fen(1'000'000);
  one.review = place::kApproved;
  one.publication = place::kPublished;
  return one;
}

TrainingClass as_planned() {
  TrainingClass one;
  one.number = "C1";
  one.year = base::Year(2017);
  one.start = at("2017-06-30 09:00");  // the same quarter as the plan's month
  one.end = at("2017-07-01 18:00");
  one.headcount = 40;
  one.days_millis = 2'000;
  one.budget = base::Money::of_fen(1'000'000);
  return one;
}

condition::Value fact(const TrainingClass& one, const ClassCircumstances& circumstances,
                      const char* name) {
  condition::Facts facts = facts_of(one, circumstances);
  const condition::Vocabulary& words = class_vocabulary();
  for (std::size_t i = 0; i < words.facts.size(); ++i) {
    if (words.facts[i].name == name) return facts[i];
  }
  return {};
}

TEST(Approved, APlansFiguresStandForItsMonthsFirstDay) {
  EXPECT_EQ(base::render_as_written(approved_by(plan()).start), "2017-05-01");
  EXPECT_THAT(changes_needing_approval(rules(), approved_by(plan()), as_planned()), IsEmpty());
}

// domain.md §6 no. 8: +1 participant, +1 day, +0.1 万元 or another quarter.
TEST(Approved, AnyOfTheFourChangesAsks) {
  TrainingClass more = as_planned();
  more.headcount += 1;
  more.days_millis += 1'000;
  more.budget = base::Money::of_fen(more.budget.fen() + 100'000);
  more.start = at("2017-07-01 09:00");
  EXPECT_THAT(changes_needing_approval(rules(), approved_by(plan()), more),
              ElementsAre("quarter_moved", "headcount_up", "days_up", "budget_up"));
  EXPECT_EQ(describe_changes({"headcount_up", "quarter_moved"}), "培训时间跨季度变动、人数调增");
}

// 审批未通过: the approved figures stand; what needed nobody stays as it was adjusted.
TEST(Approved, ARefusedChangeGoesBackToThem) {
  TrainingClass more = as_planned();
  more.headcount = 60;
  more.days_millis = 1'000;
  restore_figures(more, rules(), approved_by(plan()));
  EXPECT_EQ(more.headcount, 40);
  EXPECT_EQ(more.days_millis, 1'000);
  EXPECT_EQ(more.start, at("2017-06-30 09:00"));
  more.start = at("2017-10-01 09:00");
  restore_figures(more, rules(), approved_by(plan()));
  EXPECT_EQ(base::render_as_written(more.start), "2017-05-01");
}

TEST(Roster, TellsHowSomebodyStands) {
  EXPECT_EQ(standing_of(std::nullopt), Standing::kNone);
  Attendee attendee{"C1", "1", std::nullopt, false, Enrolment::kNone};
  EXPECT_EQ(standing_of(attendee), Standing::kListed);
  attendee.confirmed = true;
  EXPECT_EQ(standing_of(attendee), Standing::kConfirmed);
  attendee.enrolment = Enrolment::kWaiting;
  EXPECT_EQ(standing_of(attendee), Standing::kEnrolled);
  attendee.enrolment = Enrolment::kRejected;
  EXPECT_EQ(standing_of(attendee), Standing::kRejected);
}

TEST(Facts, OfThePlanBehindTheClass) {
  Plan of = plan();
  ClassCircumstances circumstances;
  circumstances.plan = &of;
  circumstances.now = at("2017-06-30 12:00");
  EXPECT_EQ(fact(as_planned(), circumstances, "plan_approved"), condition::Value(true));
  EXPECT_EQ(fact(as_planned(), circumstances, "this_year"), condition::Value(true));
  of.withdrawal = place::kWithdrawn;
  EXPECT_EQ(fact(as_planned(), circumstances, "plan_withdrawn"), condition::Value(true));
  circumstances.plan = nullptr;
  EXPECT_EQ(fact(as_planned(), circumstances, "has_plan"), condition::Value(false));
  EXPECT_EQ(fact(as_planned(), circumstances, "plan_kind"), condition::Value());
}

// From–to, both included; a day without a time is that whole day; without a bound it is open.
TEST(Facts, EnrolmentHasItsTime) {
  TrainingClass one = as_planned();
  one.enrolment_open = "是";
  ClassCircumstances circumstances;
  circumstances.now = at("2017-05-20 10:00");
  EXPECT_EQ(fact(one, circumstances, "enrolment_open"), condition::Value(true));
  EXPECT_EQ(fact(one, circumstances, "enrolment_time"), condition::Value(true));
  one.enrolment_from = at("2017-05-20 11:00");
  EXPECT_EQ(fact(one, circumstances, "enrolment_time"), condition::Value(false));
  one.enrolment_from = at("2017-05-01");
  one.enrolment_to = at("2017-05-20");
  EXPECT_EQ(fact(one, circumstances, "enrolment_time"), condition::Value(true));
  one.enrolment_to = at("2017-05-20 09:59");
  EXPECT_EQ(fact(one, circumstances, "enrolment_time"), condition::Value(false));
}

}  // namespace
}  // namespace xueshi::training
