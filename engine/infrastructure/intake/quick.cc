#include "intake/quick.h"

#include <cstdint>

namespace xueshi::intake::quick {

namespace {

// `length` digits at `at`; -1 where one is none. Requires: they are within the text.
int digits_at(std::string_view text, std::size_t at, std::size_t length) {
  int value = 0;
  for (std::size_t i = at; i < at + length; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

// "2017-05-08" at the front. Requires: at least ten bytes.
std::optional<base::Date> date_at_front(std::string_view text) {
  int year = digits_at(text, 0, 4);
  int month = digits_at(text, 5, 2);
  int day = digits_at(text, 8, 2);
  if (year < 1900 || year > 2999 || month < 0 || day < 0 || text[4] != '-' || text[7] != '-') {
    return std::nullopt;
  }
  base::Date date{std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                  std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  return date;
}

}  // namespace

std::optional<base::Year> parse_year(std::string_view text) {
  int year = text.size() == 4 ? digits_at(text, 0, 4) : -1;
  if (year < 1900 || year > 2999) return base::parse_year(text);
  return base::Year(year);
}

std::optional<base::LocalTime> parse_local_time(std::string_view text) {
  bool has_time = text.size() == 16;
  if (!has_time && text.size() != 10) return base::parse_local_time(text);
  std::optional<base::Date> date = date_at_front(text);
  if (!date) return base::parse_local_time(text);
  if (!has_time) return base::LocalTime{*date, 0, false};
  int hour = digits_at(text, 11, 2);
  int minute = digits_at(text, 14, 2);
  bool sound =
      text[10] == ' ' && text[13] == ':' && hour >= 0 && hour < 24 && minute >= 0 && minute < 60;
  if (!sound) return base::parse_local_time(text);
  return base::LocalTime{*date, hour * 60 + minute, true};
}

std::optional<base::Hours> parse_hours(std::string_view text) {
  std::size_t point = text.find('.');
  std::string_view whole = text.substr(0, point);
  std::string_view decimals = point == std::string_view::npos ? "" : text.substr(point + 1);
  bool usual = !whole.empty() && whole.size() <= 6 && decimals.size() <= 2 &&
               (point == std::string_view::npos || !decimals.empty());
  if (!usual) return base::parse_hours(text);
  int hours = digits_at(whole, 0, whole.size());
  int rest = digits_at(decimals, 0, decimals.size());
  if (hours < 0 || rest < 0) return base::parse_hours(text);
  std::int64_t hundredths = std::int64_t{hours} * 100 + (decimals.size() == 1 ? rest * 10 : rest);
  return base::Hours::of_seconds(hundredths * 36);
}

}  // namespace xueshi::intake::quick
