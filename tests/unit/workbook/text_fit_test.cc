#include "workbook/text_fit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace xueshi::workbook {
namespace {

TEST(TextFit, LinesHoldHalfWidthUnits) {
  EXPECT_EQ(count_lines("", 10), 1);
  EXPECT_EQ(count_lines("一二三四五", 10), 1);
  EXPECT_EQ(count_lines("一二三四五六", 10), 2);
  EXPECT_EQ(count_lines("一二三四五六", 11), 2);  // half a character does not fit
  EXPECT_EQ(count_lines("一\n二\n", 10), 3);
  EXPECT_EQ(count_lines("×÷αβ①", 10), 1);  // all full-width in 宋体
  EXPECT_EQ(count_lines("×÷αβ①Ⅱ", 10), 2);
}

TEST(TextFit, WordsStayWholeWhereTheyCan) {
  EXPECT_EQ(count_lines("abcdef ghijkl", 10), 2);
  EXPECT_EQ(count_lines("abcdefg hijklmn opqrstu", 14), 3);
  EXPECT_EQ(count_lines("abcdefghijklmnopqrstu", 10), 3);  // longer than a line: broken
  EXPECT_EQ(count_lines("一abcdefghi", 10), 2);
  EXPECT_EQ(count_lines("2017-11-01 09:00-2017-11-04 18:00", 17), 2);
}

// 避头尾: the comma takes the character before it to the next line, which makes a third one.
TEST(TextFit, NoLineBeginsWithAComma) {
  EXPECT_EQ(count_lines("一二三四五，", 10), 2);
  EXPECT_EQ(count_lines("一二三四五，六七八九", 10), 3);
  EXPECT_EQ(count_lines("一二三四（五六七八）", 10), 3);
}

TEST(TextFit, AWiderColumnHoldsMore) {
  EXPECT_EQ(units_per_line(18, 10), 18);  // nine characters of 10 points: 120 of 126 pixels
  EXPECT_GT(units_per_line(18, 8), 18);
  EXPECT_GE(units_per_line(0.5, 10), 2);
}

TEST(TextFit, AHighTextGetsASmallerFontAndNeverMoreThanARowHolds) {
  EXPECT_EQ(fit_text("短", 20).font_size, 10);
  std::string text;
  for (int i = 0; i < 330; ++i) text += "学";
  Fit fit = fit_text(text, 20);
  EXPECT_EQ(fit.font_size, 8);
  EXPECT_FALSE(fit_text(text, 20, 10).whole);
  EXPECT_LE(fit.height, kMostRowHeight);
  EXPECT_TRUE(fit.whole);
  for (int i = 0; i < 10'000; ++i) text += "学";
  EXPECT_EQ(fit_text(text, 20).height, kMostRowHeight);
  EXPECT_FALSE(fit_text(text, 20).whole);
}

TEST(TextFit, ANumberStandsOnOneLine) {
  EXPECT_EQ(fit_number("120", 7).font_size, 10);
  EXPECT_EQ(fit_number("12345678", 7).font_size, 8);
  EXPECT_TRUE(fit_number("12345678", 7).whole);
  EXPECT_EQ(fit_number("123456789012345", 7).font_size, 8);
  EXPECT_FALSE(fit_number("123456789012345", 7).whole);
  EXPECT_EQ(fit_number("12345678", 7, 9).font_size, 9);
}

TEST(TextFit, ALongTextIsCutWhereAParagraphOrASentenceEnds) {
  using testing::ElementsAre;
  EXPECT_THAT(split_text("", 10, 2), ElementsAre());
  EXPECT_THAT(split_text("一二三\n四五六\n七八九", 10, 2), ElementsAre("一二三\n四五六", "七八九"));
  EXPECT_THAT(split_text("一二三四。五六七八。九十", 10, 1),
              ElementsAre("一二三四。", "五六七八。", "九十"));
  EXPECT_THAT(split_text("一二三四五六七八九十", 10, 1),
              ElementsAre("一二三四", "五六七八", "九十"));
  EXPECT_THAT(split_text("\n\n一", 10, 1), ElementsAre("", "", "一"));
}

}  // namespace
}  // namespace xueshi::workbook
