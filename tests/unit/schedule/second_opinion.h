// A second reading of RFC 5545, 3.3.10, that shares nothing with libical: walks day by day and asks
// of each whether the rule means it. Slow, and short enough to be read against the RFC.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "base/date.h"
#include "base/text.h"

namespace xueshi::test {

using base::Date;
using std::chrono::days;
using std::chrono::sys_days;

class SecondOpinion {
 public:
  SecondOpinion(const std::string& rule, Date start) : start_(start) {
    for (const std::string& part : base::split(rule, ';')) {
      std::size_t equals = part.find('=');
      parts_[part.substr(0, equals)] = base::split(part.substr(equals + 1), ',');
    }
    frequency_ = parts_.at("FREQ")[0];
    interval_ = has("INTERVAL") ? std::stoi(parts_.at("INTERVAL")[0]) : 1;
    week_start_ = has("WKST") ? weekday_named(parts_.at("WKST")[0]) : 0;
  }

  // The days from the start to `last`.
  std::vector<Date> days_until(Date last) const {
    std::vector<Date> all;
    std::vector<sys_days> period;
    sys_days day = first_of_period(start_);
    for (sys_days end = sys_days(last) + days(400); day <= end; day += days(1)) {
      if (!period.empty() && number_of_period(period[0]) != number_of_period(day)) {
        take(period, all);
        period.clear();
      }
      if (means(Date(day))) period.push_back(day);
    }
    std::erase_if(all, [&](Date one) { return one < start_ || one > last; });
    return all;
  }

 private:
  bool has(const std::string& part) const { return parts_.count(part) > 0; }

  static int weekday_named(const std::string& name) {  // Monday is 0
    static const std::vector<std::string> kNames = {"MO", "TU", "WE", "TH", "FR", "SA", "SU"};
    return static_cast<int>(std::find(kNames.begin(), kNames.end(), name) - kNames.begin());
  }
  static int weekday(sys_days day) {
    return static_cast<int>(std::chrono::weekday(day).iso_encoding()) - 1;
  }
  static int year(Date day) { return static_cast<int>(day.year()); }
  static int month(Date day) { return static_cast<int>(static_cast<unsigned>(day.month())); }
  static int month_day(Date day) { return static_cast<int>(static_cast<unsigned>(day.day())); }
  static sys_days first_of_year(int year) { return std::chrono::year(year) / 1 / 1; }
  static sys_days first_of_month(Date day) { return day.year() / day.month() / 1; }
  static int month_length(Date day) {
    return month_day(Date(day.year() / day.month() / std::chrono::last));
  }
  static int year_length(Date day) {
    return (first_of_year(year(day) + 1) - first_of_year(year(day))).count();
  }
  sys_days week_of(sys_days day) const { return day - days((weekday(day) - week_start_ + 7) % 7); }
  // The first week with four days or more in the year is its week 1.
  sys_days first_week(int year) const {
    sys_days week = week_of(first_of_year(year));
    return (first_of_year(year) - week).count() > 3 ? week + days(7) : week;
  }
  int week_number(sys_days day) const {
    int of = year(Date(day));
    if (day >= first_week(of + 1)) return 1;
    if (day < first_week(of)) --of;
    return static_cast<int>((day - first_week(of)).count() / 7) + 1;
  }

  sys_days first_of_period(Date day) const {
    if (frequency_ == "YEARLY") return first_of_year(year(day));
    if (frequency_ == "MONTHLY") return first_of_month(day);
    return frequency_ == "WEEKLY" ? week_of(day) : sys_days(day);
  }
  int number_of_period(sys_days day) const {
    Date date(day);
    if (frequency_ == "YEARLY") return year(date);
    if (frequency_ == "MONTHLY") return year(date) * 12 + month(date);
    return static_cast<int>((first_of_period(date) - sys_days(start_)).count() + 100) /
           (frequency_ == "WEEKLY" ? 7 : 1);
  }
  int since_start(sys_days day) const {
    if (frequency_ == "WEEKLY") return (week_of(day) - week_of(start_)).count() / 7;
    return number_of_period(day) - number_of_period(start_);
  }

  // Whether one of the part's numbers is `value`, or counts `length + 1 - value` from the end.
  bool lists(const std::string& part, int value, int length) const {
    const auto& all = parts_.at(part);
    return std::any_of(all.begin(), all.end(), [&](const std::string& one) {
      int number = std::stoi(one);
      return number == value || (number < 0 && number == value - length - 1);
    });
  }
  bool lists_weekday(Date day) const {
    bool in_year = frequency_ == "YEARLY" && !has("BYMONTH");
    int before = in_year ? (sys_days(day) - first_of_year(year(day))).count() : month_day(day) - 1;
    int after = (in_year ? year_length(day) : month_length(day)) - 1 - before;
    const auto& all = parts_.at("BYDAY");
    return std::any_of(all.begin(), all.end(), [&](const std::string& one) {
      if (weekday_named(one.substr(one.size() - 2)) != weekday(day)) return false;
      if (one.size() == 2) return true;
      int count = std::stoi(one);
      return count == before / 7 + 1 || count == -(after / 7 + 1);
    });
  }

  // What the rule does not say, its start says.
  bool means_by_start(Date day) const {
    bool says_day = has("BYMONTHDAY") || has("BYDAY") || has("BYYEARDAY");
    if (says_day || frequency_ == "DAILY") return true;
    if (frequency_ == "WEEKLY") return weekday(day) == weekday(start_);
    bool month_fits = frequency_ == "MONTHLY" || has("BYMONTH") || month(day) == month(start_);
    return month_fits && month_day(day) == month_day(start_);
  }
  bool means(Date day) const {
    if (since_start(day) % interval_ != 0) return false;
    if (has("BYMONTH") && !lists("BYMONTH", month(day), 0)) return false;
    if (has("BYMONTHDAY") && !lists("BYMONTHDAY", month_day(day), month_length(day))) return false;
    int year_day = (sys_days(day) - first_of_year(year(day))).count() + 1;
    if (has("BYYEARDAY") && !lists("BYYEARDAY", year_day, year_length(day))) return false;
    if (has("BYWEEKNO") && !lists("BYWEEKNO", week_number(day), 0)) return false;
    if (has("BYDAY") && !lists_weekday(day)) return false;
    return means_by_start(day);
  }

  void take(const std::vector<sys_days>& period, std::vector<Date>& all) const {
    int size = static_cast<int>(period.size());
    for (int i = 0; i < size; ++i) {
      if (!has("BYSETPOS") || lists("BYSETPOS", i + 1, size)) all.push_back(Date(period[i]));
    }
  }

  std::map<std::string, std::vector<std::string>> parts_;
  std::string frequency_;
  int interval_ = 1;
  int week_start_ = 0;
  Date start_;
};

}  // namespace xueshi::test
