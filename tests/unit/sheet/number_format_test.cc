// What Excel shows of a number; the expectations were read off its cells.
#include "sheet/number_format.h"

#include <gtest/gtest.h>

namespace xueshi::sheet {
namespace {

// A '!' in front of what the page does not show as it is stored.
std::string shown(std::string_view code, double number) {
  Shown shown = NumberFormat::parse(code).show(number, false);
  return (shown.differs.empty() ? "" : "!") + shown.text;
}

TEST(NumberFormat, Numbers) {
  EXPECT_EQ(shown("General", 130.80000000000001), "130.8");
  EXPECT_EQ(shown("G/通用格式", 12), "12");
  EXPECT_EQ(shown("@", 12), "12");
  EXPECT_EQ(shown("0", 12), "12");
  EXPECT_EQ(shown("0.00", 12.5), "12.5");
  EXPECT_EQ(shown("0.00", 130.80000000000001), "130.8");
  EXPECT_EQ(shown("#,##0.00", 1234.5), "1234.5");
  EXPECT_EQ(shown("_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * \"-\"??_ ;_ @_ ", 3.6), "3.6");
  EXPECT_EQ(shown("_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"_ ;_ @_ ", 0), "0");
  EXPECT_EQ(shown("0.00E+00", 12345), "12345");
  EXPECT_EQ(shown("# ?/?", 12), "12");
  EXPECT_EQ(shown("[Red]0;[Blue]-0", 7), "7");
}

TEST(NumberFormat, AsTheyAreShown) {
  EXPECT_EQ(shown("0%", 0.85), "85%");
  EXPECT_EQ(shown("0.0%", 0.125), "12.5%");
  EXPECT_EQ(shown("000000", 123), "000123");
  EXPECT_EQ(shown("0\"人\"", 60), "60人");
  EXPECT_EQ(shown("0.0\"万元\"", 3.6), "3.6万元");
  EXPECT_EQ(shown("\"¥\"#,##0.00", 36000), "¥36000");
  EXPECT_EQ(shown("[$¥-804]#,##0.00", 36000), "¥36000");
  EXPECT_EQ(shown("\"A\"0000", 12), "A0012");
  EXPECT_EQ(shown("0;-0;;@", 0), "");
  EXPECT_EQ(shown("[=0]\"\";yyyy-mm-dd", 0), "");
  EXPECT_EQ(shown("[=0]\"\";yyyy-mm-dd", 42863), "2017-05-08");
  EXPECT_EQ(shown("[<100]0;[>=100]0.0", 12), "12");
  EXPECT_EQ(shown("yyyy", 42863), "2017");
}

// Hidden, rounded, scaled, woven into words: nobody could say which of the two is meant.
TEST(NumberFormat, WhereThePageSaysSomethingElse) {
  EXPECT_EQ(shown("0", 12.5), "!12.5");
  EXPECT_EQ(shown("0.0", 3.65), "!3.65");
  EXPECT_EQ(shown("0%", 0.125), "!12.5%");
  EXPECT_EQ(shown("0,", 36000), "!36000");
  EXPECT_EQ(shown("0!.0,\"万\"", 36000), "!36000万");
  EXPECT_EQ(shown("000-0000", 1234567), "!1234567");
  EXPECT_EQ(shown(";;;", 12), "!12");
  EXPECT_EQ(shown("\"无\"", 12), "!12");
  EXPECT_EQ(shown("# ?/?", 12.3), "!12.3");
  EXPECT_EQ(shown("[<100]0;[>=100]0.0", 12.5), "!12.5");
}

// 1.1458333 days are 27 hours and a half.
TEST(NumberFormat, Durations) {
  double long_one = 27.5 / 24;
  EXPECT_EQ(shown("[hh]:mm:ss", long_one), "27:30");
  EXPECT_EQ(shown("[h]:mm", long_one), "27:30");
  EXPECT_EQ(shown("[mm]:ss", long_one), "27:30");
  EXPECT_EQ(shown("[h]:mm:ss", 27.5 / 24 + 5.0 / 86400), "27:30:05");
  EXPECT_EQ(shown("[h]:mm", 27.5 / 24 + 5.0 / 86400), "!27:30:05");
  EXPECT_EQ(shown("h:mm", long_one), "!27:30");  // shows 3:30
  EXPECT_EQ(shown("h:mm", 3.5 / 24), "03:30");
  EXPECT_EQ(shown("mm:ss", 0.5 / 24), "00:30");
  EXPECT_EQ(shown("mm:ss", 3.5 / 24), "!03:30");  // shows 30:00
  EXPECT_EQ(shown("h:mm AM/PM", 15.0 / 24), "15:00 PM");
  EXPECT_EQ(NumberFormat::parse("[h]:mm").show(long_one, false).kind, CellKind::kDuration);
  EXPECT_EQ(NumberFormat::of_builtin(46).show(long_one, false).text, "27:30");
  EXPECT_EQ(NumberFormat::of_builtin(9).show(0.85, false).text, "85%");
}

TEST(NumberFormat, Dates) {
  EXPECT_EQ(shown("yyyy/m/d", 42863), "2017-05-08");
  EXPECT_EQ(shown("yyyy\"年\"m\"月\"d\"日\";@", 42863), "2017-05-08");
  EXPECT_EQ(shown("[$-804]aaaa", 42863), "2017-05-08");
  EXPECT_EQ(shown("yyyy-mm-dd hh:mm", 42863.375), "2017-05-08 09:00");
  EXPECT_EQ(shown("h:mm", 42863.375), "2017-05-08 09:00");
  EXPECT_EQ(shown("0.00\" d\"", 42675.5), "42675.5d");
}

}  // namespace
}  // namespace xueshi::sheet
