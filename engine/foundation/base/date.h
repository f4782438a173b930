// Years, days and local times. Everything is Asia/Shanghai wall time; nothing here knows what time
// it is.
#pragma once

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xueshi::base {

// A reporting year 年度, 1900–2999.
class Year {
 public:
  constexpr Year() = default;
  explicit constexpr Year(int value) : value_(value) {}
  constexpr int value() const { return value_; }
  constexpr auto operator<=>(const Year&) const = default;

 private:
  int value_ = 0;
};

std::optional<Year> parse_year(std::string_view text);

using Date = std::chrono::year_month_day;

// "2016-02-29"; absent for a day that does not exist.
std::optional<Date> parse_date(std::string_view text);
std::string render(Date date);
constexpr Year year_of(Date date) { return Year(static_cast<int>(date.year())); }
constexpr int quarter_of(Date date) {
  return static_cast<int>((static_cast<unsigned>(date.month()) + 2) / 3);
}
// Calendar days from `first` to `last`, both included.
int days_between(Date first, Date last);

// A wall-clock minute. `has_time` remembers whether the person wrote one: "2016-11-01" and
// "2016-11-01 00:00" are the same moment and stay different texts.
struct LocalTime {
  Date date{};
  int minute = 0;  // of the day, 0–1439
  bool has_time = true;

  std::strong_ordering operator<=>(const LocalTime& other) const;
  bool operator==(const LocalTime& other) const { return (*this <=> other) == 0; }
};

// `YYYY-MM-DD` or `YYYY-MM-DD HH:MM` (one or two digits each accepted, "/" for "-" too, seconds :00
// cut off).
std::optional<LocalTime> parse_local_time(std::string_view text);
// "2016-11-01 09:00"; days without a time print as 00:00.
std::string render(const LocalTime& time);
// As the person wrote it: "2016-11-01" where no time was given. The form in which the store keeps
// it.
std::string render_as_written(const LocalTime& time);

// `YYYY-MM`, as plans write their 培训时间.
struct YearMonth {
  Year year;
  int month = 1;
  auto operator<=>(const YearMonth&) const = default;
};
std::optional<YearMonth> parse_year_month(std::string_view text);
std::string render(const YearMonth& month);

// A day of every year, as `window:` writes it: "11-10".
struct MonthDay {
  int month = 1;
  int day = 1;
  auto operator<=>(const MonthDay&) const = default;
};
std::optional<MonthDay> parse_month_day(std::string_view text);
std::string render(const MonthDay& day);
// Requires: the day exists in that year, or is 02-29 (then 02-28).
Date on(Year year, MonthDay day);

// `2017-12-01T09:00:00+08:00`, or a plain local time: what `--now` takes. Returns the Asia/Shanghai
// wall time.
std::optional<LocalTime> parse_instant(std::string_view text);

}  // namespace xueshi::base
