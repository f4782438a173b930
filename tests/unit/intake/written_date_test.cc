// Dates as people write them; what is refused says which character, and why.
#include "intake/written_date.h"

#include <gtest/gtest.h>

namespace xueshi::intake {
namespace {

std::string read(std::string_view text) {
  DateFault fault;
  auto time = parse_written_time(text, fault);
  return time ? base::render_as_written(*time) : describe(fault);
}

TEST(WrittenDate, DaysAsPeopleWriteThem) {
  for (std::string_view text :
       {"2017-05-08", "2017-5-8", "2017/5/8", "2017.5.8", "2017.05.08", "20170508", "2017年5月8日",
        "2017 年 5 月 8 日", "2017年5月8号", "2017年05月08", "２０１７－０５－０８", "2017–5–8",
        "2017-05-08 星期一", "2017年5月8日(周一)", "2017/5/8（星期一）"}) {
    EXPECT_EQ(read(text), "2017-05-08") << text;
  }
}

TEST(WrittenDate, TimesAsPeopleWriteThem) {
  for (std::string_view text :
       {"2017-05-08 9:00", "2017-05-08  09:00", "2017-05-08\t09:00", "2017-05-08T09:00:00",
        "2017-05-08 9:00 AM", "2017/5/8 9:00am", "2017-05-08 上午9:00", "2017年5月8日9时",
        "2017年5月8日 上午 9点", "2017年5月8日9时00分", "20170508 09:00", "2017.5.8 09：00",
        "2017-05-08 09:00:30.123", "2017-05-08 星期一 9:00"}) {
    EXPECT_EQ(read(text), "2017-05-08 09:00") << text;
  }
  EXPECT_EQ(read("2017-05-08 9:00 PM"), "2017-05-08 21:00");
  EXPECT_EQ(read("2017-05-08 下午2点半"), "2017-05-08 14:30");
  EXPECT_EQ(read("2017-05-08 下午14:30"), "2017-05-08 14:30");
  EXPECT_EQ(read("2017-05-08 12:00 AM"), "2017-05-08 00:00");
  EXPECT_EQ(read("2017-05-08 12:05 PM"), "2017-05-08 12:05");
  EXPECT_EQ(read("2017-05-08 凌晨12:05"), "2017-05-08 00:05");
  EXPECT_EQ(read("2017-05-08 晚上8:00"), "2017-05-08 20:00");
}

TEST(WrittenDate, WhatIsRefusedNamesTheCharacter) {
  EXPECT_EQ(read("2017-05-0x"), "不是日期：第 10 个字符 'x' 读不懂");
  EXPECT_EQ(read("2017-05-0８x"), "不是日期：第 11 个字符 'x' 读不懂");
  EXPECT_EQ(read("2017-O5-08"), "不是日期：第 6 个字符 'O' 读不懂");
  EXPECT_EQ(read("2017-05-08～10"), "不是日期：第 11 个字符 '～' 读不懂");
  EXPECT_EQ(read("2017-05/08"), "不是日期：第 8 个字符 '/' 读不懂");
  EXPECT_EQ(read("2017-05-0809:00"), "不是日期：第 11 个字符 '0' 读不懂");
  EXPECT_EQ(read("五月八日"), "不是日期：第 1 个字符 '五' 读不懂");
  EXPECT_EQ(read("2017-05-08 09:00 +8"), "不是日期：第 17 个字符 ' ' 读不懂");
  EXPECT_EQ(read("2017-05"), "不是完整的日期");
  EXPECT_EQ(read("2017-05-08 上午"), "不是完整的日期");
  EXPECT_EQ(read("17-5-8"), "不是日期：年份应写在前面，四位数字");
  EXPECT_EQ(read("05/08/2017"), "不是日期：年份应写在前面，四位数字");
  EXPECT_EQ(read("2017-02-29"), "不是存在的日期");
  EXPECT_EQ(read("20171301"), "不是存在的日期");
  EXPECT_EQ(read("1899-12-31"), "不是存在的日期");
  EXPECT_EQ(read("2017-05-08 24:00"), "不是存在的时间");
  EXPECT_EQ(read("2017-05-08 13:00 AM"), "不是存在的时间");
  EXPECT_EQ(read("2017-05-08 晚上12:00"), "不是存在的时间");  // of this day, or of the next?
  EXPECT_EQ(read("2017-05-08 上午9:00 PM"), "不是存在的时间");
}

TEST(WrittenDate, Months) {
  auto month = [](std::string_view text) {
    auto read = parse_written_month(text);
    return read ? base::render(*read) : "-";
  };
  for (std::string_view text : {"2017-03", "2017-3", "2017/3", "2017.3", "2017年3月", "201703",
                                "2017年3月份", "2017 年 3 月", "2017-03-01", "2017年3月1日"}) {
    EXPECT_EQ(month(text), "2017-03") << text;
  }
  for (std::string_view text :
       {"2017-03-15", "2017-13", "3月", "2017", "17-03", "2017-03-01 09:00"})
    EXPECT_EQ(month(text), "-") << text;
}

}  // namespace
}  // namespace xueshi::intake
