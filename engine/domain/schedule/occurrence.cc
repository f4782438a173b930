#include "schedule/occurrence.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <map>

#include "base/number.h"
#include "schedule/ical.h"
#include "schedule/rule.h"

namespace xueshi::schedule {

namespace {

using base::Date;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;

constexpr days kMissedFor{400};
// A local day begins and ends within this distance of the same day in UTC.
constexpr days kAnyZone{2};

Rule rule_of(const Schedule& schedule) {
  std::vector<RuleMistake> mistakes;
  Rule rule = parse_rule(schedule.repeat, mistakes);
  assert(mistakes.empty());
  return rule;
}

// A wall time that exists twice means the first; one that does not exist, as many minutes after the
// gap as it lies within it (RFC 5545, 3.3.5).
Moment moment_in(const std::string& zone, Date day, int minute) {
  Moment wall = sys_days(day) + minutes(minute);
  seconds before = utc_offset(zone, wall - days(1)), after = utc_offset(zone, wall + days(1));
  Moment first = wall - std::max(before, after), second = wall - std::min(before, after);
  for (Moment candidate : {first, second}) {
    if (candidate + utc_offset(zone, candidate) == wall) return candidate;
  }
  return wall - before;
}

base::LocalTime wall_time(const std::string& zone, Moment moment) {
  auto local = std::chrono::floor<minutes>(moment + utc_offset(zone, moment));
  auto day = std::chrono::floor<days>(local);
  return {Date(day), static_cast<int>((local - day).count()), true};
}

Occurrence occurrence_on(const Schedule& schedule, Date day) {
  Moment planned = moment_in(schedule.time_zone, day, schedule.at);
  int year = static_cast<int>(day.year());
  if (schedule.reporting_year == ReportingYear::kPrevious) --year;
  return {planned, wall_time(schedule.time_zone, planned), base::Year(year)};
}

std::vector<Date> days_of(const Schedule& schedule, const Rule& rule, sys_days first, sys_days last,
                          std::size_t most) {
  std::vector<Date> found;
  Date end = std::min(Date(last), rule.until_day.value_or(kLastDay));
  visit_days(rule.text, schedule.start, std::min(end, kLastDay), [&](Date day) {
    if (sys_days(day) >= first) found.push_back(day);
    return found.size() < most;
  });
  return found;
}

// Of the days from `first` to `last`, at most as many days as `most`, earliest first.
std::vector<Occurrence> occurrences_on(const Schedule& schedule, sys_days first, sys_days last,
                                       std::size_t most) {
  Rule rule = rule_of(schedule);
  std::vector<Occurrence> found;
  for (Date day : days_of(schedule, rule, first, last, most)) {
    Occurrence one = occurrence_on(schedule, day);
    if (rule.until_moment && one.planned > *rule.until_moment) break;
    // A day that a zone left out (Samoa, 2011-12-30) falls onto the next.
    if (found.empty() || found.back().planned < one.planned) found.push_back(one);
  }
  return found;
}

bool was_queued(const std::vector<Queued>& queued, const Occurrence& occurrence) {
  return std::any_of(queued.begin(), queued.end(), [&](const Queued& one) {
    return one.reporting_year == occurrence.reporting_year && one.planned >= occurrence.planned;
  });
}

bool was_followed(const std::vector<Queued>& queued, const Occurrence& occurrence) {
  return std::any_of(queued.begin(), queued.end(),
                     [&](const Queued& one) { return one.planned > occurrence.planned; });
}

// Digits at a place of a text; absent where there are none.
std::optional<int> number_at(std::string_view text, std::size_t at, std::size_t size) {
  std::string_view digits = text.substr(at, size);
  bool clean =
      std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!clean || digits.size() != size) return std::nullopt;
  return static_cast<int>(*base::parse_decimal(digits, 0));
}

}  // namespace

std::string render_planned(const Occurrence& occurrence) {
  Moment wall = sys_days(occurrence.local.date) + minutes(occurrence.local.minute);
  auto offset = std::chrono::duration_cast<minutes>(wall - occurrence.planned).count();
  return fmt::format("{}T{:02}:{:02}:00{}{:02}:{:02}", base::render(occurrence.local.date),
                     occurrence.local.minute / 60, occurrence.local.minute % 60,
                     offset < 0 ? '-' : '+', std::abs(offset) / 60, std::abs(offset) % 60);
}

std::optional<Moment> parse_planned(std::string_view text) {
  static constexpr std::string_view kShape = "0000-00-00T00:00:00+00:00";
  if (text.size() != kShape.size()) return std::nullopt;
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    bool sign = i == 19 && (text[i] == '+' || text[i] == '-');
    if (kShape[i] != '0' && text[i] != kShape[i] && !sign) return std::nullopt;
  }
  auto date = base::parse_date(text.substr(0, 10));
  auto hour = number_at(text, 11, 2), minute = number_at(text, 14, 2),
       second = number_at(text, 17, 2);
  auto east_hours = number_at(text, 20, 2), east_minutes = number_at(text, 23, 2);
  if (!date || !hour || !minute || second != 0 || !east_hours || !east_minutes) return std::nullopt;
  if (*hour > 23 || *minute > 59 || *east_hours > 23 || *east_minutes > 59) return std::nullopt;
  auto east = hours(*east_hours) + minutes(*east_minutes);
  return sys_days(*date) + hours(*hour) + minutes(*minute) - (text[19] == '-' ? -east : east);
}

std::vector<Occurrence> next_occurrences(const Schedule& schedule, Moment after,
                                         std::size_t count) {
  constexpr std::size_t kDaysBefore = 6;  // those that are found and lie before `after`
  sys_days first = std::chrono::floor<days>(after) - kAnyZone;
  auto found = occurrences_on(schedule, first, kLastDay, count + kDaysBefore);
  std::erase_if(found, [&](const Occurrence& one) { return one.planned <= after; });
  if (found.size() > count) found.resize(count);
  return found;
}

std::vector<Occurrence> occurrences_within(const Schedule& schedule, Moment from, Moment to) {
  auto found = occurrences_on(schedule, std::chrono::floor<days>(from) - kAnyZone,
                              std::chrono::floor<days>(to) + kAnyZone, SIZE_MAX);
  std::erase_if(found,
                [&](const Occurrence& one) { return one.planned <= from || one.planned > to; });
  return found;
}

std::vector<Occurrence> occurrences_about(const Schedule& schedule, base::Year reporting_year) {
  int shift = schedule.reporting_year == ReportingYear::kPrevious ? 1 : 0;
  std::chrono::year year(reporting_year.value() + shift);
  return occurrences_on(schedule, year / 1 / 1, year / 12 / 31, SIZE_MAX);
}

Decision decide(const Schedule& schedule, const std::vector<Queued>& queued, Moment now) {
  seconds allowed = std::max(schedule.catch_up, kPunctual);
  seconds look_back = std::max<seconds>(allowed, kMissedFor);
  std::map<base::Year, Occurrence> newest;
  for (const Occurrence& one : occurrences_within(schedule, now - look_back - seconds(1), now))
    newest.insert_or_assign(one.reporting_year, one);
  Decision decision;
  for (const auto& [year, one] : newest) {
    if (was_queued(queued, one)) continue;
    Late late{one, now - one.planned};
    if (late.lateness <= allowed) {
      decision.due.push_back(late);
    } else if (late.lateness <= kMissedFor && !was_followed(queued, one)) {
      decision.missed.push_back(late);
    }
  }
  return decision;
}

std::string render_lateness(seconds lateness) {
  if (lateness >= days(1)) return fmt::format("{} d", lateness / days(1));
  if (lateness >= hours(1)) return fmt::format("{} h", lateness / hours(1));
  return fmt::format("{} min", lateness / minutes(1));
}

}  // namespace xueshi::schedule
