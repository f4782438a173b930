// Numbers people write and read: decimals, money, percent – without floating point.
#include "base/number.h"

#include <gtest/gtest.h>

#include "base/money.h"
#include "base/percent.h"

namespace xueshi::base {
namespace {

TEST(Decimal, ParsesExactlyWhatPeopleWrite) {
  EXPECT_EQ(parse_decimal("130.8", 2), 13080);
  EXPECT_EQ(parse_decimal("-0.05", 2), -5);
  EXPECT_EQ(parse_decimal(" 7 ", 0), 7);
  EXPECT_EQ(parse_decimal("999999999999999999", 0), 999999999999999999);
}

TEST(Decimal, RefusesTheRest) {
  for (const char* text : {"", "-", ".5", "5.", "1.234", "1,000", "1e3", "+1", "0x1", "1 2", "一",
                           "１", "1000000000000000000", "9999999999999999.999"}) {
    EXPECT_FALSE(parse_decimal(text, 2)) << text;
  }
}

TEST(Decimal, RendersWithAndWithoutTrailingZeros) {
  EXPECT_EQ(render_decimal(13080, 2), "130.8");
  EXPECT_EQ(render_decimal(14800, 2), "148");
  EXPECT_EQ(render_decimal(-5, 2), "-0.05");
  EXPECT_EQ(render_decimal(100, 0), "100") << "zeros of a whole number stay";
  EXPECT_EQ(render_fixed(2100, 2), "21.00");
  EXPECT_EQ(render_fixed(5, 2), "0.05");
}

TEST(Decimal, DividesHalfUp) {
  EXPECT_EQ(divide_half_up(5, 2), 3);
  EXPECT_EQ(divide_half_up(-5, 2), -3) << "away from zero";
  EXPECT_EQ(divide_half_up(49, 100), 0);
  EXPECT_EQ(divide_half_up(50, 100), 1);
}

// The documents write 万元; an import takes six decimals, which is one 分.
TEST(Money, IsExactToTheFen) {
  EXPECT_EQ(parse_wan("3.600001")->fen(), 3'600'001);
  EXPECT_EQ(parse_wan("5.0"), parse_wan("5"));
  EXPECT_FALSE(parse_wan("3.6000001"));
  EXPECT_FALSE(parse_wan("3.6万"));
  EXPECT_EQ(render_wan(*parse_wan("3.60")), "3.6");
  EXPECT_EQ(render_wan_one_place(*parse_wan("5")), "5.0");
  EXPECT_EQ(render_wan_one_place(*parse_wan("3.65")), "3.65");
}

TEST(Percent, IsRoundedOnceHalfUp) {
  EXPECT_EQ(render_two_places(Percent(3, 7)), "42.86");
  EXPECT_EQ(render_two_places(Percent(1, 80'000)), "0.00");
  EXPECT_EQ(render_two_places(Percent(1, 20'000)), "0.01") << "0.005 % is half";
  EXPECT_EQ(render_two_places(Percent(0, 0)), "0.00") << "nothing of nothing";
  EXPECT_EQ(render_two_places(Percent(19, 18)), "105.56") << "may pass 100 %";
}

TEST(Percent, OnScreensAtLeastOnePlaceAndASign) {
  EXPECT_EQ(render_screen(Percent(0, 457)), "0.0%");
  EXPECT_EQ(render_screen(Percent(45, 1000)), "4.5%");
  EXPECT_EQ(render_screen(Percent(400, 1828)), "21.88%");
}

}  // namespace
}  // namespace xueshi::base
