// The numbers every build must reproduce: each test is named after its number in the domain's list.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "academy/person.h"
#include "base/money.h"
#include "hours/statement.h"
#include "policy/policy.h"
#include "training/changes.h"
#include "yearend/backbone.h"
#include "yearend/classes.h"
#include "yearend/summary.h"

namespace xueshi::yearend {
namespace {

using base::Hours;
using base::Year;

policy::Policy load_policy(int year) {
  policy::Shelf shelf;
  for (int each : {2016, 2020, 2023}) {
    std::string name = "rules/" + std::to_string(each) + ".yaml";
    std::ifstream stream(std::string(XUESHI_SOURCE_DIR) + "/" + name);
    std::stringstream text;
    text << stream.rdbuf();
    shelf.by_year[each] = {name, text.str()};
  }
  base::Findings findings;
  auto policy = policy::resolve(academy::person_vocabulary(), shelf, Year(year), findings);
  EXPECT_TRUE(findings.empty());
  return *policy;
}

hours::Tally tally_of(const policy::Policy& policy, const std::vector<hours::SourceSum>& sums,
                      const academy::Person& person = {}) {
  return hours::make_tally(policy, hours::learner_of(policy, person, "I1", "D1"),
                           {sums, {}, {}, false});
}

hours::SourceSum sum(const char* source, std::int64_t seconds) {
  return {source, Hours::of_seconds(seconds), Hours::of_seconds(seconds)};
}

TEST(Domain6, Nr1_TheFiguresOfTheDocuments) {
  policy::Policy policy = load_policy(2017);
  SummaryFigures figures;
  figures.carried_out = 3;
  figures.classes = 7;
  figures.met = 23;
  figures.required = 487;
  figures.headcount = 457;
  figures.reported = 4;
  figures.quota_hundredths = policy.backbone.quota_hundredths;
  figures.average_people = 492;
  figures.total_hours = figures.average_hours_of = Hours::of_seconds(37'523'556);
  EXPECT_EQ(render_two_places(figures.execution_rate()), "42.86");
  EXPECT_EQ(render_two_places(figures.backbone_rate()), "21.88");
  EXPECT_EQ(render_two_places(figures.completion_rate()), "4.72");
  EXPECT_EQ(render_decimal(figures.total_hours), "10423.21");
  EXPECT_EQ(figures.average_hundredths(), 2119);
}

TEST(Domain6, Nr1_TheAverageIsOverEveryone) {
  policy::Policy policy = load_policy(2017);
  PeopleFigures people;
  academy::Person exempt;
  exempt.hours_required = false;
  people.add(tally_of(policy, {sum("线下培训", 360'000)}));
  people.add(tally_of(policy, {sum("线下培训", 360'000)}, exempt));
  SummaryFigures figures = make_figures(policy, people, {}, 2, 0);
  EXPECT_EQ(figures.average_people, 2);
  EXPECT_EQ(figures.required, 1);
  EXPECT_EQ(figures.met, 1);
  EXPECT_EQ(figures.total_hours, Hours::of_hours(200));
}

TEST(Domain6, Nr2_TenReportedPeopleInOrder) {
  std::vector<BackboneLine> lines;
  const char* hours[] = {"128",    "111.36", "375.4", "116.1", "252.48",
                         "118.44", "172.32", "130.8", "148",   "142.92"};
  for (const char* each : hours) {
    BackboneLine line;
    line.employee = each;
    line.total = *base::parse_hours(each);
    lines.push_back(line);
  }
  sort_backbone(lines);
  std::vector<std::string> printed;
  for (const BackboneLine& line : lines) printed.push_back(render_decimal(line.total));
  EXPECT_THAT(printed, testing::ElementsAre("375.4", "252.48", "172.32", "148", "142.92", "130.8",
                                            "128", "118.44", "116.1", "111.36"));
  EXPECT_EQ(render_two_places(backbone_rate(load_policy(2017).backbone, 457, 10)), "54.70");
}

TEST(Domain6, Nr2_EqualHoursAreOrderedByEmployeeNumber) {
  BackboneLine a, b;
  a.employee = "2";
  b.employee = "10";
  std::vector<BackboneLine> lines = {a, b};
  sort_backbone(lines);
  EXPECT_EQ(lines[0].employee, "10") << "byte order";
}

TEST(Domain6, Nr3_Rates) {
  policy::BackboneRules rules = load_policy(2017).backbone;
  EXPECT_EQ(render_screen(backbone_rate(rules, 457, 0)), "0.0%");
  EXPECT_EQ(render_two_places(backbone_rate(rules, 457, 18)), "98.47");
  EXPECT_EQ(render_two_places(backbone_rate(rules, 457, 19)), "103.94");
  Quota quota = make_quota(rules, 457);
  EXPECT_EQ(quota.exact_hundredths, 1828);
  EXPECT_EQ(quota.required, 18);
  EXPECT_EQ(quota.for_full_rate, 19);
}

TEST(Domain6, Nr4_ListsRoundToTheMinute) {
  EXPECT_EQ(render_minutes(*base::parse_hours("130.8")), "130小时48分");
  EXPECT_EQ(render_minutes(*base::parse_hours("128")), "128小时");
  EXPECT_EQ(render_minutes(*base::parse_hours("118.44")), "118小时26分");
  EXPECT_EQ(render_minutes(*base::parse_hours("116.1")), "116小时6分");
  EXPECT_EQ(render_minutes(*base::parse_hours("111.36")), "111小时22分");
  EXPECT_EQ(render_minutes(Hours::of_seconds(59 * 60 + 30)), "1小时");
}

TEST(Domain6, Nr5_TheRulesOf2020) {
  policy::Policy policy = load_policy(2021);
  auto met = [&](std::int64_t training, std::int64_t online, bool leader) {
    academy::Person person;
    person.division_level = leader;
    return tally_of(policy, {sum("线下培训", training), sum("网络学时", online)}, person).met;
  };
  EXPECT_TRUE(met(90 * 3600, 50 * 3600, false));
  EXPECT_FALSE(met(200 * 3600, 49 * 3600, false));
  EXPECT_FALSE(met(90 * 3600 - 1, 50 * 3600, false));
  EXPECT_FALSE(met(109 * 3600, 50 * 3600, true));
  EXPECT_TRUE(met(110 * 3600, 50 * 3600, true));
}

TEST(Domain6, Nr6_TheRulesOf2016) {
  policy::Policy policy = load_policy(2016);
  hours::Tally tally = tally_of(
      policy, {sum("网络学时", 60 * 3600), sum("在职自学", 30 * 3600), sum("线下培训", 39 * 3600)});
  EXPECT_EQ(tally.effective(), Hours::of_hours(50 + 10 + 39));
  EXPECT_EQ(tally.total(), Hours::of_hours(129));
  EXPECT_FALSE(tally.met);
}

TEST(Domain6, Nr7_ANewHireIsOutsideTheRateAndInsideTheHours) {
  policy::Policy policy = load_policy(2017);
  academy::Person hire;
  hire.employment.hired = base::parse_date("2017-07-01");
  PeopleFigures people;
  people.add(tally_of(policy, {sum("线下培训", 360'000)}, hire));
  EXPECT_EQ(people.required(), 0);
  EXPECT_EQ(people.met(), 0);
  EXPECT_EQ(people.people(), 1);
  EXPECT_EQ(people.total_hours(), Hours::of_hours(100));
}

TEST(Domain6, Nr8_WhatMoreNeedsApproval) {
  policy::PlanRules rules = load_policy(2017).plans;
  training::PlannedFigures before{*base::parse_date("2017-04-10"), 30, 2000,
                                  base::Money::of_fen(1'000'000)};
  auto needing = [&](auto change) {
    training::PlannedFigures after = before;
    change(after);
    return training::changes_needing_approval(rules, before, after);
  };
  using testing::ElementsAre;
  using testing::IsEmpty;
  EXPECT_THAT(needing([](auto& f) { f.headcount = 31; }), ElementsAre("headcount_up"));
  EXPECT_THAT(needing([](auto& f) { f.days_millis = 3000; }), ElementsAre("days_up"));
  EXPECT_THAT(needing([](auto& f) { f.budget = base::Money::of_fen(1'100'000); }),
              ElementsAre("budget_up"));
  EXPECT_THAT(needing([](auto& f) { f.start = *base::parse_date("2017-07-01"); }),
              ElementsAre("quarter_moved"));
  EXPECT_THAT(needing([](auto& f) { f.start = *base::parse_date("2018-04-10"); }),
              ElementsAre("quarter_moved"));
  EXPECT_THAT(needing([](auto& f) { f.start = *base::parse_date("2017-06-30"); }), IsEmpty());
  EXPECT_THAT(
      needing([](auto& f) { f.headcount = 29, f.days_millis = 500, f.budget = base::Money(); }),
      IsEmpty());
}

TEST(Domain6, Nr9_EachRefusalHasItsOwnReason) {
  policy::Policy policy = load_policy(2017);
  auto codes = [](const base::Blockers& blockers) {
    std::vector<std::string> all;
    for (const base::Blocker& blocker : blockers) all.push_back(blocker.code);
    return all;
  };
  using testing::ElementsAre;
  using testing::IsEmpty;
  base::Date before = *base::parse_date("2017-11-09"), first = *base::parse_date("2017-11-10"),
             last = *base::parse_date("2017-12-31"), after = *base::parse_date("2018-01-01");
  EXPECT_THAT(codes(report_blockers(policy, place::kOpen, 457, before)),
              ElementsAre("backbone.outside-window"));
  EXPECT_THAT(codes(report_blockers(policy, place::kOpen, 457, first)), IsEmpty());
  EXPECT_THAT(codes(report_blockers(policy, place::kOpen, 457, last)), IsEmpty());
  EXPECT_THAT(codes(report_blockers(policy, place::kOpen, 457, after)),
              ElementsAre("backbone.outside-window"));
  EXPECT_THAT(codes(report_blockers(policy, place::kFinalised, 457, first)),
              ElementsAre("backbone.finalised"));
  EXPECT_THAT(codes(report_blockers(policy, place::kOpen, 0, first)),
              ElementsAre("backbone.no-headcount"));
  EXPECT_THAT(
      codes(report_blockers(policy, place::kFinalised, std::nullopt, after)),
      ElementsAre("backbone.finalised", "backbone.no-headcount", "backbone.outside-window"));
  EXPECT_THAT(codes(finalise_blockers(policy, place::kOpen, 457, before)),
              ElementsAre("backbone.before-window"));
  EXPECT_THAT(codes(finalise_blockers(policy, place::kOpen, 457, after)), IsEmpty())
      << "also after its end";
  EXPECT_THAT(codes(refresh_blockers(place::kOpen, yearend::place::kDraft)),
              ElementsAre("summary.backbone-not-finalised"));
}

TEST(Backbone, MoreThanFortyHoursInOneTraining) {
  policy::Policy policy = load_policy(2017);
  hours::SourceSum rest = sum("在线学习", 90 * 3600);
  EXPECT_FALSE(is_candidate(policy.backbone, tally_of(policy, {rest, sum("线下培训", 40 * 3600)})));
  EXPECT_TRUE(
      is_candidate(policy.backbone, tally_of(policy, {rest, sum("线下培训", 40 * 3600 + 1)})));
  EXPECT_FALSE(is_candidate(policy.backbone, tally_of(policy, {sum("线下培训", 99 * 3600)})));
  EXPECT_FALSE(is_candidate(policy.backbone, tally_of(policy, {sum("在线学习", 200 * 3600)})))
      << "platform courses are no single training";
}

TEST(Backbone, AWindowMayEndInTheNextYear) {
  policy::Policy policy = load_policy(2017);
  policy.backbone.window_to = {1, 15};
  EXPECT_EQ(base::render(policy.window().to), "2018-01-15");
}

TEST(Summary, NothingOverNothingIsZero) {
  SummaryFigures figures;
  EXPECT_EQ(render_two_places(figures.execution_rate()), "0.00");
  EXPECT_EQ(render_two_places(figures.completion_rate()), "0.00");
  EXPECT_EQ(figures.average_hundredths(), 0);
}

TEST(Summary, WarnsWhereMoreAreRequiredThanOnTheHeadcount) {
  SummaryFigures figures;
  figures.required = 487;
  figures.headcount = 457;
  EXPECT_THAT(population_warnings(figures), testing::SizeIs(1));
  figures.required = 457;
  EXPECT_THAT(population_warnings(figures), testing::IsEmpty());
}

TEST(Classes, CountWithoutAPlanOrWithAnApprovedStandingOne) {
  training::TrainingClass any;
  training::Plan plan;
  EXPECT_TRUE(counts(any, nullptr));
  EXPECT_FALSE(counts(any, &plan)) << "a draft";
  plan.review = training::place::kApproved;
  EXPECT_TRUE(counts(any, &plan));
  plan.withdrawal = training::place::kWithdrawn;
  EXPECT_FALSE(counts(any, &plan));
}

}  // namespace
}  // namespace xueshi::yearend
