// Text as people write it: UTF-8, full-width forms, near misses.
#include "base/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xueshi::base {
namespace {

using testing::ElementsAre;

TEST(Utf8, WellFormedAndWithoutNul) {
  EXPECT_TRUE(is_clean_utf8("学时 a\n𠮷"));
  EXPECT_TRUE(is_clean_utf8(""));
  EXPECT_FALSE(is_clean_utf8(std::string_view("a\0b", 3))) << "PostgreSQL cuts there";
  EXPECT_FALSE(is_clean_utf8("\xC5\xE0\xD1\xB5")) << "培训 in GBK";
  EXPECT_FALSE(is_clean_utf8("\xC0\xAF")) << "overlong";
  EXPECT_FALSE(is_clean_utf8("\xE0\x80\xAF")) << "overlong";
  EXPECT_FALSE(is_clean_utf8("\xED\xA0\x80")) << "half a surrogate pair";
  EXPECT_FALSE(is_clean_utf8("\xF4\x90\x80\x80")) << "beyond Unicode";
  EXPECT_FALSE(is_clean_utf8("学\xE6\x97")) << "cut in the middle";
}

TEST(Text, ColumnsOfATerminal) {
  EXPECT_EQ(display_width("abc"), 3);
  EXPECT_EQ(display_width("学时(小时)"), 10);
  EXPECT_THAT(characters("学a时"), ElementsAre("学", "a", "时"));
}

TEST(Text, AWordIsInAListOrNot) {
  EXPECT_TRUE(contains({"a", "学时"}, "学时"));
  EXPECT_FALSE(contains({"a", "学时"}, "学"));
  EXPECT_FALSE(contains({}, ""));
}

TEST(Text, BlanksOfEveryKindAreTrimmed) {
  EXPECT_EQ(trim("\uFEFF \u3000张三\u00A0\t\r\n"), "张三");
  EXPECT_EQ(trim("张 三"), "张 三");
  EXPECT_EQ(trim(" \u3000 "), "");
}

TEST(Text, FullWidthFormsHaveTwins) {
  EXPECT_EQ(to_half_width("所需经费（万元）：１，２"), "所需经费(万元):1,2");
  EXPECT_EQ(to_half_width("、。“”"), "、。“”") << "these have none";
}

TEST(Text, SplitKeepsEmptyParts) {
  EXPECT_THAT(split("a,,b,", ','), ElementsAre("a", "", "b", ""));
  EXPECT_THAT(split("", ','), ElementsAre(""));
  EXPECT_EQ(join({"甲", "乙"}, "、"), "甲、乙");
}

TEST(NearWords, AreSuggested) {
  EXPECT_EQ(find_near("requirment", {"requirements", "exempt"}), "requirements");
  EXPECT_EQ(find_near("rnak", {"post", "rank"}), "rank") << "two letters changed places";
  EXPECT_EQ(find_near("科技", {"管理", "科研"}), "科研") << "characters, not bytes";
  EXPECT_EQ(suggest("requirment", {"requirements"}), "，是否应为 'requirements'？");
}

TEST(NearWords, NothingIsSuggestedWhereNothingIsNear) {
  EXPECT_FALSE(find_near("budget", {"title", "source"}));
  EXPECT_FALSE(find_near("x", {"y"})) << "a whole word is no slip";
  EXPECT_FALSE(find_near("", {"a"}));
  EXPECT_EQ(suggest("budget", {}), "");
}

TEST(Text, SmallLettersOfAsciiAlone) {
  EXPECT_EQ(lower_ascii(".XLSX"), ".xlsx");
  EXPECT_EQ(lower_ascii("ÄＡ中@[Z"), "ÄＡ中@[z");
  EXPECT_EQ(lower_ascii('Q'), 'q');
}

}  // namespace
}  // namespace xueshi::base
