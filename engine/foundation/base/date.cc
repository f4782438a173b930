#include "base/date.h"

#include <fmt/format.h>

#include <array>

#include "base/number.h"
#include "base/text.h"

namespace xueshi::base {

namespace {

constexpr int kShanghaiOffsetMinutes = 8 * 60;
constexpr int kMinutesPerDay = 24 * 60;

// Takes 1 to `most` digits off the front. Absent where there is none.
std::optional<int> take_number(std::string_view& text, std::size_t most) {
  std::size_t length = 0;
  int value = 0;
  while (length < text.size() && length < most && text[length] >= '0' && text[length] <= '9') {
    value = value * 10 + (text[length++] - '0');
  }
  if (length == 0) return std::nullopt;
  text.remove_prefix(length);
  return value;
}

bool take_any(std::string_view& text, std::string_view choices) {
  if (text.empty() || choices.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Date> take_date(std::string_view& text) {
  std::size_t before = text.size();
  auto year = take_number(text, 4);
  if (!year || before - text.size() != 4 || !parse_year(fmt::format("{}", *year)))
    return std::nullopt;
  if (!take_any(text, "-/")) return std::nullopt;
  auto month = take_number(text, 2);
  if (!month || !take_any(text, "-/")) return std::nullopt;
  auto day = take_number(text, 2);
  if (!day) return std::nullopt;
  Date date{std::chrono::year(*year), std::chrono::month(*month), std::chrono::day(*day)};
  if (!date.ok()) return std::nullopt;
  return date;
}

// "09:00" or "09:00:00", as minutes of the day.
std::optional<int> take_time(std::string_view& text) {
  auto hour = take_number(text, 2);
  if (!hour || *hour > 23 || !take_any(text, ":")) return std::nullopt;
  auto minute = take_number(text, 2);
  if (!minute || *minute > 59) return std::nullopt;
  if (take_any(text, ":")) {
    auto second = take_number(text, 2);
    if (!second || *second > 59) return std::nullopt;
  }
  return *hour * 60 + *minute;
}

// "Z" or "+08:00", as minutes east of Greenwich.
std::optional<int> take_offset(std::string_view& text) {
  if (take_any(text, "Zz")) return 0;
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  int sign = text.front() == '+' ? 1 : -1;
  text.remove_prefix(1);
  auto minutes = take_time(text);
  if (!minutes) return std::nullopt;
  return sign * *minutes;
}

LocalTime shift(LocalTime time, int minutes) {
  int total = time.minute + minutes;
  int days = total >= 0 ? total / kMinutesPerDay : -((kMinutesPerDay - 1 - total) / kMinutesPerDay);
  time.date = std::chrono::sys_days(time.date) + std::chrono::days(days);
  time.minute = total - days * kMinutesPerDay;
  return time;
}

}  // namespace

std::optional<Year> parse_year(std::string_view text) {
  text = trim(text);
  if (text.size() != 4) return std::nullopt;
  auto value = parse_decimal(text, 0);
  if (!value || *value < 1900 || *value > 2999) return std::nullopt;
  return Year(static_cast<int>(*value));
}

std::optional<Date> parse_date(std::string_view text) {
  text = trim(text);
  auto date = take_date(text);
  if (!text.empty()) return std::nullopt;
  return date;
}

std::string render(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

int days_between(Date first, Date last) {
  return static_cast<int>((std::chrono::sys_days(last) - std::chrono::sys_days(first)).count()) + 1;
}

std::strong_ordering LocalTime::operator<=>(const LocalTime& other) const {
  if (auto order = date <=> other.date; order != 0) return order;
  return minute <=> other.minute;
}

std::optional<LocalTime> parse_local_time(std::string_view text) {
  text = trim(text);
  auto date = take_date(text);
  if (!date) return std::nullopt;
  if (text.empty()) return LocalTime{*date, 0, false};
  if (!take_any(text, " T")) return std::nullopt;
  auto minute = take_time(text);
  if (!minute || !text.empty()) return std::nullopt;
  return LocalTime{*date, *minute, true};
}

std::string render(const LocalTime& time) {
  return fmt::format("{} {:02}:{:02}", render(time.date), time.minute / 60, time.minute % 60);
}

std::string render_as_written(const LocalTime& time) {
  return time.has_time ? render(time) : render(time.date);
}

std::optional<YearMonth> parse_year_month(std::string_view text) {
  text = trim(text);
  if (text.size() < 6 || text.size() > 7 || (text[4] != '-' && text[4] != '/')) return std::nullopt;
  auto year = parse_year(text.substr(0, 4));
  auto month = parse_decimal(text.substr(5), 0);
  if (!year || !month || *month < 1 || *month > 12) return std::nullopt;
  return YearMonth{*year, static_cast<int>(*month)};
}

std::string render(const YearMonth& month) {
  return fmt::format("{:04}-{:02}", month.year.value(), month.month);
}

std::optional<MonthDay> parse_month_day(std::string_view text) {
  constexpr std::string_view kLeapYear = "2000-";
  if (text.size() != 5) return std::nullopt;
  auto date = parse_date(std::string(kLeapYear) + std::string(text));
  if (!date) return std::nullopt;
  return MonthDay{static_cast<int>(static_cast<unsigned>(date->month())),
                  static_cast<int>(static_cast<unsigned>(date->day()))};
}

std::string render(const MonthDay& day) { return fmt::format("{:02}-{:02}", day.month, day.day); }

Date on(Year year, MonthDay day) {
  Date date{std::chrono::year(year.value()), std::chrono::month(day.month),
            std::chrono::day(day.day)};
  if (!date.ok()) date = Date(date.year(), date.month(), std::chrono::day(28));
  return date;
}

std::optional<LocalTime> parse_instant(std::string_view text) {
  if (auto plain = parse_local_time(text)) return plain;
  text = trim(text);
  auto date = take_date(text);
  if (!date || !take_any(text, "T ")) return std::nullopt;
  auto minute = take_time(text);
  if (!minute) return std::nullopt;
  auto offset = take_offset(text);
  if (!offset || !text.empty()) return std::nullopt;
  return shift({*date, *minute, true}, kShanghaiOffsetMinutes - *offset);
}

}  // namespace xueshi::base
