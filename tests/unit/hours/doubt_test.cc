// What of a person's records is hard to believe (domain.md §2, D8): the borders of each rule.
#include "hours/doubt.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace xueshi::hours {
namespace {

LearningRecord record(const std::string& number, const std::string& source,
                      const std::string& start, const std::string& end, std::int64_t hours,
                      std::string_view status = place::kApproved) {
  LearningRecord one;
  one.number = number;
  one.employee = "10";
  one.year = base::Year(2017);
  one.source = source;
  one.title = "数据分析短训";
  one.start = *base::parse_local_time(start);
  if (!end.empty()) one.end = *base::parse_local_time(end);
  one.length = base::Hours::of_hours(hours);
  one.status = status;
  return one;
}

std::string small_letters(std::string_view text) {
  std::string small(text);
  std::transform(small.begin(), small.end(), small.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return small;
}

bool of_platform(const LearningRecord& record) { return record.source == "在线学习"; }

// "L1 full-day"
std::vector<std::string> doubts(const std::vector<LearningRecord>& records,
                                const academy::Employment& employment = {}) {
  std::vector<std::string> words;
  for (const Doubt& doubt : find_doubts(records, employment, small_letters, of_platform))
    words.push_back(records[doubt.record].number + " " + std::string(word(doubt.kind)));
  return words;
}

using Words = std::vector<std::string>;
constexpr const char* kDay = "2017-03-01";

TEST(Doubt, ADayHoldsTwentyFourHoursAndNoSecondMore) {
  std::vector<LearningRecord> records = {record("L1", "线下培训", kDay, kDay, 16),
                                         record("L2", "在职自学", kDay, kDay, 8)};
  EXPECT_EQ(doubts(records), Words{});
  records[1].length += base::Hours::of_seconds(1);
  EXPECT_EQ(doubts(records), (Words{"L1 full-day", "L2 full-day"}));
  EXPECT_NE(find_doubts(records, {}, small_letters, of_platform)[0].message.find("24小时0分1秒"),
            std::string::npos);
}

TEST(Doubt, OnlyWhatBeginsAndEndsOnTheDayFillsIt) {
  EXPECT_EQ(doubts({record("L1", "线下培训", kDay, kDay, 20),
                    record("L2", "线下培训", kDay, "2017-03-02", 20)}),
            Words{});
  EXPECT_EQ(
      doubts({record("L1", "线下培训", kDay, kDay, 20), record("L2", "线下培训", kDay, "", 20)}),
      Words{});
  // The platform writes its start where it knows no end.
  EXPECT_EQ(
      doubts({record("L1", "线下培训", kDay, kDay, 20), record("L2", "在线学习", kDay, kDay, 20)}),
      Words{});
}

TEST(Doubt, WhatWaitsIsAskedAsIfItCountedAndFillsNoDayOfOthers) {
  EXPECT_EQ(doubts({record("L1", "线下培训", kDay, kDay, 20),
                    record("L2", "线下培训", kDay, kDay, 5, place::kPending),
                    record("L3", "线下培训", kDay, kDay, 4, place::kPending)}),
            Words{"L2 full-day"});
  EXPECT_EQ(doubts({record("L1", "线下培训", kDay, kDay, 20),
                    record("L2", "线下培训", kDay, kDay, 20, place::kVoided),
                    record("L3", "线下培训", kDay, kDay, 20, place::kRefused)}),
            Words{});
}

TEST(Doubt, ASelfReportOfAClassOverlapsInTimeAndIsCalledAlike) {
  auto with = [](const std::string& title, const std::string& start, const std::string& end) {
    LearningRecord one = record("L1", "线下培训", start, end, 2);
    one.title = title;
    LearningRecord of_class =
        record("C1", std::string(kRosterSource), "2017-03-01 09:00", "2017-03-02 17:00", 2);
    of_class.title = "Python 数据分析";
    return doubts({one, of_class});
  };
  Words same{"L1 same-as-class"};
  EXPECT_EQ(with("python 数据分析", "2017-03-02", "2017-03-02"), same);
  EXPECT_EQ(with("python 数据分析", "2017-03-03", "2017-03-03"), Words{});
  EXPECT_EQ(with("python 数据分析", "2017-03-02 17:00", "2017-03-02 18:00"), Words{});
  EXPECT_EQ(with("python 数据分析", "2017-03-02 16:59", "2017-03-02 18:00"), same);
  EXPECT_EQ(with("数据分析", "2017-03-01", "2017-03-01"), same);   // one contains the other
  EXPECT_EQ(with("据分析", "2017-03-01", "2017-03-01"), Words{});  // too short to say so
  EXPECT_EQ(with("春季Python 数据分析班", "2017-03-01", "2017-03-01"), same);
  EXPECT_EQ(with("python 数据分析", "2017-03-01", ""), same);  // a day is the whole day
  EXPECT_EQ(with("python 数据分析", "2017-02-28", ""), Words{});
  EXPECT_EQ(with("统计方法", "2017-03-01", "2017-03-01"), Words{});
}

TEST(Doubt, ClassesAndThePlatformDoNotReportThemselves) {
  std::string roster(kRosterSource);
  EXPECT_EQ(doubts({record("C1", roster, kDay, "2017-03-02", 2),
                    record("C2", roster, kDay, "2017-03-02", 2),
                    record("X1", "在线学习", kDay, "2017-03-02", 2)}),
            Words{});
  // A class that the person is not confirmed in is none of theirs.
  EXPECT_EQ(doubts({record("C1", roster, kDay, "2017-03-02", 2, place::kVoided),
                    record("L1", "线下培训", kDay, "2017-03-02", 2)}),
            Words{});
}

TEST(Doubt, BothDaysOfEmploymentAreIncludedAndTheGapBetweenTwoSpellsIsNot) {
  auto day = [](const char* text) { return base::parse_date(text).value(); };
  academy::Employment employment{
      day("2017-03-05"), day("2017-03-09"), {{day("2017-02-01"), day("2017-03-01")}}};
  auto from = [&](const char* first, const char* last) {
    return doubts({record("L1", "线下培训", first, last, 2)}, employment);
  };
  Words doubted{"L1 not-employed"};
  EXPECT_EQ(from("2017-02-01", "2017-03-01"), Words{});
  EXPECT_EQ(from("2017-03-05", "2017-03-09"), Words{});
  EXPECT_EQ(from("2017-01-31", "2017-02-01"), doubted);
  EXPECT_EQ(from("2017-03-01", "2017-03-02"), doubted);
  EXPECT_EQ(from("2017-03-04", "2017-03-05"), doubted);
  EXPECT_EQ(from("2017-03-09", "2017-03-10"), doubted);
  EXPECT_EQ(doubts({record("L1", "线下培训", "2017-03-20", "2017-03-20", 2)}, {}), Words{});
  employment.earlier.insert(employment.earlier.begin(), {day("2016-05-01"), day("2016-06-30")});
  EXPECT_EQ(from("2016-05-01", "2016-06-30"), Words{});
  EXPECT_EQ(from("2016-07-01", "2016-07-02"), doubted);
}

}  // namespace
}  // namespace xueshi::hours
