// Dates as people write them: 2017.5.8, 2017年5月8日, 20170508, 2017/5/8 9:00 AM, 上午9时30分.
//
// Only what can mean one day: the year comes first and has four digits. Seconds are cut off.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace xueshi::intake {

// What is wrong with a date, for its finding.
struct DateFault {
  enum class Kind { kCharacter, kTooShort, kNoDay, kNoTime, kYearNotFirst };
  Kind kind = Kind::kCharacter;
  std::size_t at = 0;     // of the character that cannot be read, from 1 …
  std::string character;  // … and the character itself
};

// "不是日期：第 6 个字符 'x' 读不懂"; "不是存在的日期".
std::string describe(const DateFault& fault);

// Requires: trimmed.
std::optional<base::LocalTime> parse_written_time(std::string_view text, DateFault& fault);
// 2017-3, 2017年3月, 201703; a day only where it is the first of the month, as Excel stores it.
std::optional<base::YearMonth> parse_written_month(std::string_view text);

}  // namespace xueshi::intake
