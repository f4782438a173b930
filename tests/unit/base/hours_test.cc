// Hours: one is 60 minutes (S4), stored in seconds, rounded once at output.
#include "base/hours.h"

#include <gtest/gtest.h>

namespace xueshi::base {
namespace {

TEST(Hours, AreWrittenAsDecimalsOrInParts) {
  EXPECT_EQ(parse_hours("4"), Hours::of_hours(4));
  EXPECT_EQ(parse_hours("4.25"), Hours::of_seconds(15'300));
  EXPECT_EQ(parse_hours("0.01"), Hours::of_seconds(36));
  EXPECT_EQ(parse_hours("3小时10分53秒"), Hours::of_seconds(11'453));
  EXPECT_EQ(parse_hours("45分"), Hours::of_seconds(2'700));
  EXPECT_EQ(parse_hours("59秒"), Hours::of_seconds(59));
  EXPECT_EQ(parse_hours("1小时5秒"), Hours::of_seconds(3'605));
  EXPECT_EQ(parse_hours("-5"), Hours::of_hours(-5)) << "the caller judges";
}

TEST(Hours, AnythingElseIsRefused) {
  for (const char* text : {"", "四", "4小时60分", "4小时0分60秒", "10分3小时", "1.5小时", "4h",
                           "4:30", "1.234", "小时", "3小时10", "-3小时", "1e2", "NaN"}) {
    EXPECT_FALSE(parse_hours(text)) << text;
  }
}

// S4: 16小时10分 + 83小时50分 = 100小时
TEST(Hours, AddUpInSeconds) {
  EXPECT_EQ(*parse_hours("16小时10分") + *parse_hours("83小时50分"), Hours::of_hours(100));
}

TEST(Hours, LearnersSeeSecondsAndTrailingZeroPartsAreLeftOut) {
  EXPECT_EQ(render_exact(Hours::of_seconds(11'453)), "3小时10分53秒");
  EXPECT_EQ(render_exact(Hours::of_hours(128)), "128小时");
  EXPECT_EQ(render_exact(Hours::of_seconds(600)), "0小时10分");
  EXPECT_EQ(render_exact(Hours::of_seconds(3'605)), "1小时0分5秒");
  EXPECT_EQ(render_exact(Hours()), "0小时");
}

TEST(Hours, AdministratorsSeeMinutesRoundedBeforeSplitting) {
  EXPECT_EQ(render_minutes(Hours::of_seconds(59 * 60 + 30)), "1小时");
  EXPECT_EQ(render_minutes(Hours::of_seconds(59 * 60 + 29)), "0小时59分");
  EXPECT_EQ(render_minutes(*parse_hours("111.36")), "111小时22分") << "21.6 minutes";
}

TEST(Hours, WorkbooksShowAtMostTwoPlaces) {
  EXPECT_EQ(render_decimal(*parse_hours("130.80")), "130.8");
  EXPECT_EQ(render_decimal(Hours::of_seconds(18)), "0.01") << "half up";
  EXPECT_EQ(render_decimal(Hours::of_seconds(17)), "0");
}

// What is rendered can be written again.
TEST(Hours, ExactTextReadsBack) {
  for (std::int64_t seconds = 0; seconds < 400'000; seconds += 97) {
    Hours hours = Hours::of_seconds(seconds);
    ASSERT_EQ(parse_hours(render_exact(hours)), hours) << seconds;
  }
}

}  // namespace
}  // namespace xueshi::base
