// Schedules as they are read: every key, every default, and the file that ships.
#include "schedule/parse.h"

#include <gtest/gtest.h>

#include "../sheet/error_cases.h"

namespace xueshi::schedule {
namespace {

std::vector<Schedule> parse(const std::string& text) {
  base::Findings findings;
  auto schedules = parse_schedules("schedules.yaml", text, findings);
  for (const base::Finding& finding : findings.kept()) ADD_FAILURE() << base::render(finding);
  return schedules.value_or(std::vector<Schedule>());
}

// As the contract of schedules.yaml has it, word by word.
TEST(ParseSchedules, TheShippedFileIsTheDesigns) {
  auto schedules = parse(test::read_text(XUESHI_SOURCE_DIR "/workflows/schedules.yaml"));
  ASSERT_EQ(schedules.size(), 1u);
  const Schedule& one = schedules[0];
  EXPECT_EQ(one.id, "year-end");
  EXPECT_EQ(one.report, "year-end");
  EXPECT_EQ(one.repeat, "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1");
  EXPECT_EQ(one.at, 120);
  EXPECT_EQ(one.time_zone, "Asia/Shanghai");
  EXPECT_EQ(one.reporting_year, ReportingYear::kPrevious);
  EXPECT_TRUE(one.institutes.empty());
  EXPECT_EQ(one.catch_up, std::chrono::days(30));
}

TEST(ParseSchedules, DefaultsAreThoseOfTheShippedFile) {
  auto schedules = parse(
      "schedules:\n- {id: a, report: execution, repeat: FREQ=MONTHLY, reporting_year: current}\n");
  ASSERT_EQ(schedules.size(), 1u);
  const Schedule& one = schedules[0];
  EXPECT_EQ(one.at, 120);
  EXPECT_EQ(one.time_zone, "Asia/Shanghai");
  EXPECT_EQ(one.start, kFirstDay);
  EXPECT_EQ(one.catch_up, std::chrono::days(30));
  EXPECT_EQ(one.catch_up_text, "30d");
  EXPECT_EQ(one.overlap, Overlap::kSkip);
  EXPECT_EQ(one.reporting_year, ReportingYear::kCurrent);
}

TEST(ParseSchedules, EveryKey) {
  auto schedules = parse(
      "schedules:\n"
      "  - id: weekly-2\n"
      "    report: execution\n"
      "    repeat: freq=weekly;interval=2;byday=fr\n"
      "    start: 2026-01-02\n"
      "    at: 18:30\n"
      "    time_zone: Asia/Urumqi\n"
      "    reporting_year: current\n"
      "    institutes: [I002, I001]\n"
      "    catch_up: 12h\n"
      "    overlap: queue\n");
  ASSERT_EQ(schedules.size(), 1u);
  const Schedule& one = schedules[0];
  EXPECT_EQ(one.start, base::Date(std::chrono::year(2026) / 1 / 2));
  EXPECT_EQ(one.at, 18 * 60 + 30);
  EXPECT_EQ(one.time_zone, "Asia/Urumqi");
  EXPECT_EQ(one.institutes, (std::vector<std::string>{"I002", "I001"}));
  EXPECT_EQ(one.catch_up, std::chrono::hours(12));
  EXPECT_EQ(one.overlap, Overlap::kQueue);
  EXPECT_EQ(base::render(one.report_place), "schedules.yaml:3:13");
  EXPECT_EQ(base::render(one.institutes_place), "schedules.yaml:9:17");
  EXPECT_EQ(find_schedule(schedules, "weekly-2"), &schedules[0]);
  EXPECT_EQ(find_schedule(schedules, "weekly"), nullptr);
}

TEST(ParseSchedules, NothingNeedsToRunByItself) { EXPECT_TRUE(parse("schedules: []\n").empty()); }

// A hundred rules that are searched in vain are no way to keep the program busy.
TEST(ParseSchedules, SearchesInVainAreFew) {
  std::string text = "schedules:\n";
  for (int i = 0; i < 100; ++i) {
    text += "- {id: a" + std::to_string(i) +
            ", report: a, repeat: FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30, reporting_year: current}\n";
  }
  base::Findings findings;
  EXPECT_FALSE(parse_schedules("schedules.yaml", text, findings).has_value());
  EXPECT_EQ(findings.errors(), 5u);
}

// All at once: a mistake does not hide another.
TEST(ParseSchedules, AllFindingsAtOnce) {
  base::Findings findings;
  auto schedules = parse_schedules("schedules.yaml",
                                   "schedules:\n"
                                   "  - id: A\n"
                                   "    report: year-end\n"
                                   "    repeat: FREQ=HOURLY;BYHOUR=3;COUNT=2\n"
                                   "    at: 25:00\n"
                                   "    time_zone: Nowhere\n"
                                   "    reporting_year: next\n"
                                   "    catch_up: soon\n",
                                   findings);
  EXPECT_FALSE(schedules.has_value());
  EXPECT_EQ(findings.errors(), 8u);
}

}  // namespace
}  // namespace xueshi::schedule
