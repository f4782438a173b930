// Occurrences: moments, reporting years, what is due and what was missed.
#include "schedule/occurrence.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <thread>

namespace xueshi::schedule {
namespace {

using base::Year;
using namespace std::chrono_literals;

Schedule year_end() {
  Schedule schedule;
  schedule.id = schedule.report = "year-end";
  schedule.repeat = "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1";
  return schedule;  // at 02:00 in Shanghai, previous year, 30 days
}

Schedule daily_in(const std::string& zone, int at) {
  Schedule schedule = year_end();
  schedule.repeat = "FREQ=DAILY";
  schedule.time_zone = zone;
  schedule.at = at;
  return schedule;
}

Moment at(const std::string& planned) { return parse_planned(planned).value(); }

std::vector<std::string> render_all(const std::vector<Occurrence>& all) {
  std::vector<std::string> texts;
  for (const Occurrence& one : all)
    texts.push_back(fmt::format("{} {}", render_planned(one), one.reporting_year.value()));
  return texts;
}

using Texts = std::vector<std::string>;

// The year end of every year happens once, at 18:00 UTC of 31 December: Shanghai has been 8 hours
// ahead all the time (summer times, until 1991, never touched January).
TEST(Occurrence, TheYearEndHappensOnceInEveryYear) {
  auto all = occurrences_within(year_end(), at("1990-01-01T00:00:00+08:00"),
                                at("2101-01-01T00:00:00+08:00"));
  ASSERT_EQ(all.size(), 111u);
  for (int year = 1990; year <= 2100; ++year) {
    const Occurrence& one = all[year - 1990];
    EXPECT_EQ(one.planned, std::chrono::sys_days(std::chrono::year(year - 1) / 12 / 31) + 18h);
    EXPECT_EQ(one.local, (base::LocalTime{std::chrono::year(year) / 1 / 1, 120, true}));
    EXPECT_EQ(one.reporting_year, Year(year - 1));
    EXPECT_EQ(occurrences_about(year_end(), Year(year - 1)), std::vector<Occurrence>{one});
  }
}

// 31 December and 1 January are a day apart and about different calendar years.
TEST(Occurrence, TheReportingYearIsThatOfThePlannedDay) {
  Schedule last_day = year_end();
  last_day.repeat = "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1";
  last_day.reporting_year = ReportingYear::kCurrent;
  last_day.at = 23 * 60 + 59;
  Moment after = at("2017-12-01T00:00:00+08:00");
  EXPECT_EQ(render_all(next_occurrences(last_day, after, 1)),
            Texts{"2017-12-31T23:59:00+08:00 2017"});
  last_day.reporting_year = ReportingYear::kPrevious;
  EXPECT_EQ(render_all(next_occurrences(last_day, after, 1)),
            Texts{"2017-12-31T23:59:00+08:00 2016"});
  // In UTC the year has not turned yet; the day is Shanghai's.
  Schedule midnight = year_end();
  midnight.at = 0;
  EXPECT_EQ(render_all(next_occurrences(midnight, after, 1)),
            Texts{"2018-01-01T00:00:00+08:00 2017"});
}

TEST(Occurrence, ALeapDayHappensInLeapYearsOnly) {
  Schedule leap = year_end();
  leap.repeat = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29";
  // 2096 is a leap year, 2100 is none.
  EXPECT_EQ(render_all(next_occurrences(leap, at("2092-03-01T00:00:00+08:00"), 2)),
            (Texts{"2096-02-29T02:00:00+08:00 2095", "2104-02-29T02:00:00+08:00 2103"}));
}

TEST(Occurrence, TheLastDayOfAMonth) {
  Schedule monthly = year_end();
  monthly.repeat = "FREQ=MONTHLY;BYMONTHDAY=-1";
  EXPECT_EQ(render_all(next_occurrences(monthly, at("2024-01-31T02:00:00+08:00"), 2)),
            (Texts{"2024-02-29T02:00:00+08:00 2023", "2024-03-31T02:00:00+08:00 2023"}));
}

// "After" excludes the moment itself, "within" the first and not the last.
TEST(Occurrence, BordersBelongToOneSideOnly) {
  Moment planned = at("2018-01-01T02:00:00+08:00");
  EXPECT_EQ(next_occurrences(year_end(), planned, 1).at(0).reporting_year, Year(2018));
  EXPECT_EQ(next_occurrences(year_end(), planned - 1s, 1).at(0).reporting_year, Year(2017));
  EXPECT_TRUE(occurrences_within(year_end(), planned, planned + 1s).empty());
  EXPECT_EQ(occurrences_within(year_end(), planned - 1s, planned).size(), 1u);
  EXPECT_TRUE(next_occurrences(year_end(), planned, 0).empty());
}

TEST(Occurrence, ARuleEndsWithUntil) {
  Schedule schedule = year_end();
  Moment after = at("2018-06-01T00:00:00+08:00");
  schedule.repeat += ";UNTIL=20200101";  // the whole local day
  EXPECT_EQ(render_all(next_occurrences(schedule, after, 5)),
            (Texts{"2019-01-01T02:00:00+08:00 2018", "2020-01-01T02:00:00+08:00 2019"}));
  schedule.repeat = year_end().repeat + ";UNTIL=20191231T180000Z";  // the very moment
  EXPECT_EQ(next_occurrences(schedule, after, 5).size(), 2u);
  schedule.repeat = year_end().repeat + ";UNTIL=20191231T175959Z";
  EXPECT_EQ(next_occurrences(schedule, after, 5).size(), 1u);
}

// INTERVAL counts from `start`: without it from 1968, so that every second year is an even one.
TEST(Occurrence, StartIsTheAnchorOfIntervals) {
  Schedule schedule = year_end();
  schedule.repeat = "FREQ=YEARLY;INTERVAL=2";
  Moment after = at("2018-06-01T00:00:00+08:00");
  EXPECT_EQ(render_all(next_occurrences(schedule, after, 1)),
            Texts{"2020-01-01T02:00:00+08:00 2019"});
  schedule.start = std::chrono::year(2021) / 1 / 1;
  EXPECT_EQ(render_all(next_occurrences(schedule, after, 2)),
            (Texts{"2021-01-01T02:00:00+08:00 2020", "2023-01-01T02:00:00+08:00 2022"}));
}

// New York, 2026: 02:30 of 8 March does not exist (clocks go from 02:00 to 03:00), 01:30 of
// 1 November exists twice. RFC 5545, 3.3.5: the offset before the gap; the first of two.
TEST(Occurrence, ADayHasOneRunWhereClocksChange) {
  Schedule gap = daily_in("America/New_York", 150);
  EXPECT_EQ(render_all(next_occurrences(gap, at("2026-03-07T00:00:00-05:00"), 3)),
            (Texts{"2026-03-07T02:30:00-05:00 2025", "2026-03-08T03:30:00-04:00 2025",
                   "2026-03-09T02:30:00-04:00 2025"}));
  Schedule twice = daily_in("America/New_York", 90);
  EXPECT_EQ(render_all(next_occurrences(twice, at("2026-10-31T00:00:00-04:00"), 3)),
            (Texts{"2026-10-31T01:30:00-04:00 2025", "2026-11-01T01:30:00-04:00 2025",
                   "2026-11-02T01:30:00-05:00 2025"}));
}

// The southern half of the world, half hours, and a summer time that counts down (Ireland).
TEST(Occurrence, OtherZones) {
  auto first = [](const char* zone, const char* after) {
    return render_planned(next_occurrences(daily_in(zone, 120), at(after), 1).at(0));
  };
  EXPECT_EQ(first("Asia/Shanghai", "2026-11-24T12:00:00+08:00"), "2026-11-25T02:00:00+08:00");
  EXPECT_EQ(first("Asia/Urumqi", "2026-11-24T12:00:00+08:00"), "2026-11-25T02:00:00+06:00");
  EXPECT_EQ(first("Asia/Kolkata", "2026-11-24T12:00:00+08:00"), "2026-11-25T02:00:00+05:30");
  EXPECT_EQ(first("Australia/Lord_Howe", "2026-01-10T12:00:00+08:00"), "2026-01-11T02:00:00+11:00");
  EXPECT_EQ(first("Europe/Dublin", "2026-07-10T12:00:00+01:00"), "2026-07-11T02:00:00+01:00");
  EXPECT_EQ(first("Europe/Dublin", "2026-01-10T12:00:00+00:00"), "2026-01-11T02:00:00+00:00");
  EXPECT_EQ(first("UTC", "2026-01-10T12:00:00+00:00"), "2026-01-11T02:00:00+00:00");
}

// Samoa left out 30 December 2011: that day's run and the next day's are one moment, so one run.
TEST(Occurrence, ADayThatAZoneLeftOut) {
  auto all = occurrences_within(daily_in("Pacific/Apia", 120), at("2011-12-29T00:00:00-10:00"),
                                at("2012-01-01T00:00:00+14:00"));
  EXPECT_EQ(render_all(all),
            (Texts{"2011-12-29T02:00:00-10:00 2010", "2011-12-31T02:00:00+14:00 2010"}));
}

// A year has 365 or 366 daily runs in a zone with summer time too, in growing order.
TEST(Occurrence, EveryDayHasOneRun) {
  for (const char* zone : {"America/New_York", "Asia/Shanghai", "Australia/Lord_Howe"}) {
    for (int minute : {0, 90, 120, 150, 1439}) {
      auto all = occurrences_about(daily_in(zone, minute), Year(2027));
      EXPECT_EQ(all.size(), 366u);
      for (std::size_t i = 1; i < all.size(); ++i) EXPECT_LT(all[i - 1].planned, all[i].planned);
    }
  }
}

TEST(Occurrence, PlannedTextsAreReadBackExactly) {
  for (const char* zone :
       {"Asia/Shanghai", "America/New_York", "Asia/Kathmandu", "Europe/Dublin"}) {
    for (const Occurrence& one : occurrences_about(daily_in(zone, 135), Year(2026)))
      EXPECT_EQ(parse_planned(render_planned(one)), one.planned);
  }
  for (const char* wrong :
       {"", "2018-01-01", "2018-01-01T02:00:00", "2018-01-01T02:00:00Z",
        "2018-02-30T02:00:00+08:00", "2018-01-01T24:00:00+08:00", "2018-01-01T02:00:01+08:00",
        "2018-01-01 02:00:00+08:00", "2018-01-01T02:00:00+0a:00", "2018-01-01T02:00:00+08:00 "})
    EXPECT_EQ(parse_planned(wrong), std::nullopt) << wrong;
}

// The house's wall time is Shanghai's: 02:00 there is 18:00 UTC of the day before.
TEST(Occurrence, MomentsOfTheHouse) {
  EXPECT_EQ(moment_of({std::chrono::year(2018) / 1 / 1, 120, true}),
            std::chrono::sys_days(std::chrono::year(2017) / 12 / 31) + 18h);
}

std::string render(const Decision& decision) {
  std::string text;
  for (const Late& one : decision.due)
    text += fmt::format("due {} {}; ", one.occurrence.reporting_year.value(),
                        render_lateness(one.lateness));
  for (const Late& one : decision.missed)
    text += fmt::format("missed {} {}; ", one.occurrence.reporting_year.value(),
                        render_lateness(one.lateness));
  return text;
}

TEST(Decide, ARunIsDueFromItsMomentUntilItsCatchUpIsOver) {
  Moment planned = at("2018-01-01T02:00:00+08:00");
  auto decided = [&](std::chrono::seconds late) {
    return render(
        decide(year_end(), {{planned - std::chrono::days(365), Year(2016)}}, planned + late));
  };
  EXPECT_EQ(decided(-1s), "");
  EXPECT_EQ(decided(0s), "due 2017 0 min; ");
  EXPECT_EQ(decided(std::chrono::days(3) + 5h), "due 2017 3 d; ");
  EXPECT_EQ(decided(std::chrono::days(30)), "due 2017 30 d; ");
  EXPECT_EQ(decided(std::chrono::days(30) + 1s), "missed 2017 30 d; ");
  EXPECT_EQ(decided(std::chrono::days(300)), "missed 2017 300 d; ");
}

// Nothing is made up for, but timers come a little late.
TEST(Decide, WithoutCatchUpARunMayStartWithinTheHour) {
  Schedule schedule = year_end();
  schedule.catch_up = 0s;
  std::vector<Queued> before = {{at("2017-01-01T02:00:00+08:00"), Year(2016)}};
  Moment planned = at("2018-01-01T02:00:00+08:00");
  EXPECT_EQ(render(decide(schedule, before, planned + 12min)), "due 2017 12 min; ");
  EXPECT_EQ(render(decide(schedule, before, planned + 1h)), "due 2017 1 h; ");
  EXPECT_EQ(render(decide(schedule, before, planned + 1h + 1s)), "missed 2017 1 h; ");
}

TEST(Decide, WhatWasQueuedIsNotDueAgain) {
  Moment planned = at("2018-01-01T02:00:00+08:00");
  Moment now = planned + 5h;
  EXPECT_EQ(render(decide(year_end(), {{planned, Year(2017)}}, now)), "");
  // A later one about the same year, of an earlier wording of the rule, says all that this would.
  EXPECT_EQ(render(decide(year_end(), {{planned + 1h, Year(2017)}}, now)), "");
  // An earlier one does not: there is newer data.
  EXPECT_EQ(render(decide(year_end(), {{planned - 1h, Year(2017)}}, now)), "due 2017 5 h; ");
  // Clocks that go back a day make nothing due a second time.
  EXPECT_EQ(render(decide(year_end(), {{planned, Year(2017)}}, planned - std::chrono::days(1))),
            "");
}

// Monthly runs about one year: the newest alone. Different years: one each.
TEST(Decide, OnlyTheNewestOfAReportingYear) {
  Schedule monthly = year_end();
  monthly.repeat = "FREQ=MONTHLY;BYMONTHDAY=1";
  monthly.reporting_year = ReportingYear::kCurrent;
  monthly.catch_up = std::chrono::days(100);
  Decision decision = decide(monthly, {}, at("2018-02-01T05:00:00+08:00"));
  ASSERT_EQ(decision.due.size(), 2u);
  EXPECT_EQ(render_planned(decision.due[0].occurrence), "2017-12-01T02:00:00+08:00");
  EXPECT_EQ(render_planned(decision.due[1].occurrence), "2018-02-01T02:00:00+08:00");
  EXPECT_TRUE(decision.missed.empty());
}

// Years that were never asked about are told for 400 days, and until a later run was queued.
TEST(Decide, MissedOnesAreToldNotRun) {
  Moment now = at("2018-01-10T00:00:00+08:00");
  EXPECT_EQ(render(decide(year_end(), {}, now)), "due 2017 8 d; missed 2016 373 d; ");
  EXPECT_EQ(render(decide(year_end(), {{at("2018-01-01T02:00:00+08:00"), Year(2017)}}, now)), "");
  EXPECT_EQ(render(decide(year_end(), {}, at("2018-02-10T00:00:00+08:00"))), "missed 2017 39 d; ");
  Schedule later = year_end();  // nothing is missed before the schedule starts
  later.start = std::chrono::year(2017) / 6 / 1;
  EXPECT_EQ(render(decide(later, {}, now)), "due 2017 8 d; ");
}

TEST(Decide, LatenessIsRoundedDown) {
  EXPECT_EQ(render_lateness(0s), "0 min");
  EXPECT_EQ(render_lateness(59min + 59s), "59 min");
  EXPECT_EQ(render_lateness(23h + 59min), "23 h");
  EXPECT_EQ(render_lateness(std::chrono::hours(47)), "1 d");
}

// Workers ask at once; libical keeps globals.
TEST(Decide, ManyThreadsGetTheSameAnswer) {
  auto expected = occurrences_about(daily_in("America/New_York", 150), Year(2026));
  std::vector<std::thread> threads;
  std::vector<int> equal(4, 0);
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&, i] {
      for (int turn = 0; turn < 3; ++turn)
        equal[i] += occurrences_about(daily_in("America/New_York", 150), Year(2026)) == expected;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(equal, std::vector<int>(4, 3));
}

}  // namespace
}  // namespace xueshi::schedule
