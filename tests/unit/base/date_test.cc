// Days, local times, months; everything is Asia/Shanghai wall time.
#include "base/date.h"

#include <gtest/gtest.h>

namespace xueshi::base {
namespace {

TEST(Dates, OnlyDaysThatExist) {
  EXPECT_EQ(render(*parse_date("2016-02-29")), "2016-02-29");
  EXPECT_EQ(render(*parse_date(" 2017/3/6 ")), "2017-03-06");
  for (const char* text : {"2017-02-29", "2017-02-30", "2017-13-01", "2017-00-10", "17-03-06", "",
                           "2017-3", "2017年3月6日", "2017-03-06x", "1899-01-01", "3000-01-01"}) {
    EXPECT_FALSE(parse_date(text)) << text;
  }
}

TEST(Dates, YearsHaveFourDigits) {
  EXPECT_EQ(parse_year("2017"), Year(2017));
  for (const char* text : {"17", "20170", "1899", "3000", "-201", "2o17", ""})
    EXPECT_FALSE(parse_year(text)) << text;
}

TEST(Dates, QuartersAndSpans) {
  EXPECT_EQ(quarter_of(*parse_date("2017-03-31")), 1);
  EXPECT_EQ(quarter_of(*parse_date("2017-04-01")), 2);
  EXPECT_EQ(quarter_of(*parse_date("2017-12-31")), 4);
  EXPECT_EQ(days_between(*parse_date("2016-02-28"), *parse_date("2016-03-01")), 3);
  EXPECT_EQ(days_between(*parse_date("2017-01-01"), *parse_date("2017-01-01")), 1);
}

// A day without a time is the same moment as its midnight, and stays a different text.
TEST(LocalTimes, OrderByMomentAndRememberHowTheyWereWritten) {
  LocalTime day = *parse_local_time("2016-11-01"), midnight = *parse_local_time("2016-11-01 00:00"),
            morning = *parse_local_time("2016-11-01 9:00:00");
  EXPECT_EQ(day, midnight);
  EXPECT_LT(midnight, morning);
  EXPECT_LT(morning, *parse_local_time("2016-11-02"));
  EXPECT_EQ(render(day), "2016-11-01 00:00");
  EXPECT_EQ(render_as_written(day), "2016-11-01");
  EXPECT_EQ(render_as_written(midnight), "2016-11-01 00:00");
  EXPECT_EQ(render(morning), "2016-11-01 09:00");
  for (const char* text : {"2016-11-01 24:00", "2016-11-01 9:60", "2016-11-01 9", "9:00"})
    EXPECT_FALSE(parse_local_time(text)) << text;
}

TEST(Months, AsPlansWriteThem) {
  EXPECT_EQ(render(*parse_year_month("2017-4")), "2017-04");
  EXPECT_LT(*parse_year_month("2016-12"), *parse_year_month("2017-01"));
  for (const char* text : {"2017-13", "2017-00", "2017", "2017-04-01", "201704"})
    EXPECT_FALSE(parse_year_month(text)) << text;
}

TEST(MonthDays, TheTwentyNinthOfFebruaryIsTheTwentyEighthInOtherYears) {
  EXPECT_EQ(render(on(Year(2016), *parse_month_day("02-29"))), "2016-02-29");
  EXPECT_EQ(render(on(Year(2017), *parse_month_day("02-29"))), "2017-02-28");
  EXPECT_FALSE(parse_month_day("02-30"));
  EXPECT_FALSE(parse_month_day("2-1"));
}

// `--now` may be given in any zone; what counts is the time in Shanghai.
TEST(Instants, BecomeShanghaiTime) {
  EXPECT_EQ(render(*parse_instant("2017-12-01T09:00:00+08:00")), "2017-12-01 09:00");
  EXPECT_EQ(render(*parse_instant("2017-12-31T17:30:00Z")), "2018-01-01 01:30");
  EXPECT_EQ(render(*parse_instant("2018-01-01T01:00:00+14:00")), "2017-12-31 19:00");
  EXPECT_EQ(render(*parse_instant("2017-12-01 09:00")), "2017-12-01 09:00");
  EXPECT_FALSE(parse_instant("tomorrow"));
  EXPECT_FALSE(parse_instant("2017-12-01T09:00:00+99:00"));
}

}  // namespace
}  // namespace xueshi::base
