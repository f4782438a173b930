#include "hours/period.h"

#include <fmt/format.h>

#include <algorithm>

namespace xueshi::hours {

namespace {

using base::Date;
using base::Hours;
using base::Year;
using policy::Over;
using policy::Policy;
using std::chrono::days;
using std::chrono::sys_days;

constexpr int kMonthsOfYear = 12;

Year years_after(Year year, int count) { return Year(year.value() + count); }

Date plus_months(Date day, int count) {
  Date moved = day + std::chrono::months(count);
  return moved.ok() ? moved : Date(moved.year() / moved.month() / std::chrono::last);
}

// The same day so many months or days back; a month's last where there is no such day.
Date back(const Over& over, Date day) {
  if (over.kind == Over::Kind::kDays) return Date(sys_days(day) - days(over.length));
  return plus_months(day, -over.length);
}

Period window(const Policy& policy, Date after, Date to) {
  Date first = Date(sys_days(after) + days(1));
  return {policy.year_of(first), policy.year_of(to), true, after, to};
}

Period years(Year last, int length) { return {years_after(last, 1 - length), last}; }

// The year in which the cycles begin.
std::optional<int> first_of_cycles(const Learner& learner, const Over& over) {
  if (over.kind == Over::Kind::kCycle) return over.from;
  const auto* year = std::get_if<std::int64_t>(&learner.facts[over.fact]);
  if (year == nullptr) return std::nullopt;
  return static_cast<int>(*year);
}

// The days of [from, before) that are not there for the proration.
class Presence {
 public:
  Presence(const policy::Proration& proration, const Learner& learner, Date last)
      : proration_(proration),
        learner_(learner),
        hired_(academy::hired_as_of(learner.employment, last)) {}

  bool is_present(Date day) const {
    if (proration_.from_hired && proration_.until_left) {
      if (!academy::is_employed(learner_.employment, day)) return false;
    } else if (proration_.from_hired) {
      if (hired_ && day < *hired_) return false;
    } else if (proration_.until_left) {
      if (academy::left_before(learner_.employment, day)) return false;
    }
    return std::none_of(learner_.absences.begin(), learner_.absences.end(),
                        [&](const Absence& absence) {
                          return counts(absence) && absence.from <= day && day <= absence.to;
                        });
  }

  // Whether any day before `before` and from `from` on may be missing at all.
  bool is_surely_there(Date from, Date to) const {
    const academy::Employment& employment = learner_.employment;
    if (proration_.from_hired && hired_ && *hired_ > from) return false;
    if (proration_.until_left && employment.left && *employment.left < to) return false;
    if (!employment.earlier.empty()) return false;
    return std::none_of(
        learner_.absences.begin(), learner_.absences.end(),
        [&](const Absence& absence) { return counts(absence) && absence.from <= to; });
  }

  // Why they may not have been there on some of these days.
  void tell(Date from, Date to, Attendance& there) const {
    auto is_within = [&](const std::optional<Date>& day) {
      return day && from <= *day && *day <= to;
    };
    if (proration_.from_hired && is_within(hired_)) there.hired = hired_;
    if (proration_.until_left && is_within(learner_.employment.left))
      there.left = learner_.employment.left;
    for (const Absence& absence : learner_.absences) {
      if (counts(absence) && absence.from <= to && from <= absence.to)
        there.absences.push_back(absence);
    }
  }

 private:
  bool counts(const Absence& absence) const {
    const auto& reasons = proration_.absences;
    return std::find(reasons.begin(), reasons.end(), absence.reason) != reasons.end();
  }

  const policy::Proration& proration_;
  const Learner& learner_;
  std::optional<Date> hired_;
};

int months_present(const Presence& presence, Date from, int months) {
  int present = 0;
  for (int month = 0; month < months; ++month) {
    sys_days begin = plus_months(from, month), end = plus_months(from, month + 1);
    int there = 0, all = 0;
    for (sys_days day = begin; day < end; day += days(1), ++all)
      there += presence.is_present(Date(day)) ? 1 : 0;
    present += 2 * there > all ? 1 : 0;
  }
  return present;
}

}  // namespace

PeriodNow period_now(const Policy& policy, const Learner& learner, const Over& over) {
  Date day = learner.day.value_or(policy.last_day(policy.year));
  switch (over.kind) {
    case Over::Kind::kYear:
      return {Period{policy.year, policy.year}, true};
    case Over::Kind::kRolling:
      return {years(policy.year, over.length), true};
    case Over::Kind::kDays:
    case Over::Kind::kMonths:
      return {window(policy, back(over, day), day), true};
    case Over::Kind::kCycle:
    case Over::Kind::kPersonal:
      break;
  }
  std::optional<int> first = first_of_cycles(learner, over);
  if (!first) return {std::nullopt, false, true};
  if (policy.year.value() < *first) return {};
  int into = (policy.year.value() - *first) % over.length;
  Year begins = years_after(policy.year, -into);
  return {Period{begins, years_after(begins, over.length - 1)}, into == over.length - 1};
}

std::optional<Period> period_before(const Policy& policy, const Learner& learner, const Over& over,
                                    const Period& period) {
  if (over.is_window()) return window(policy, back(over, period.after), period.after);
  Period before = years(years_after(period.first, -1), over.length);
  if (over.kind == Over::Kind::kCycle || over.kind == Over::Kind::kPersonal) {
    std::optional<int> first = first_of_cycles(learner, over);
    if (!first || before.first.value() < *first) return std::nullopt;
  }
  return before;
}

std::optional<Attendance> attendance(const Policy& policy, const policy::Proration& proration,
                                     const Learner& learner, const Period& period) {
  if (period.is_window) return std::nullopt;
  Date from = policy.first_day(period.first), last = policy.last_day(period.last);
  Presence presence(proration, learner, last);
  if (presence.is_surely_there(from, last)) return std::nullopt;
  Attendance there;
  there.of = kMonthsOfYear * (period.last.value() - period.first.value() + 1);
  there.months = months_present(presence, from, there.of);
  if (there.months == there.of) return std::nullopt;
  presence.tell(from, last, there);
  return there;
}

Hours prorate(const policy::Proration& proration, const Attendance& there, Hours need) {
  constexpr std::int64_t kSecondsOfHour = 3600;
  std::int64_t step = proration.whole_hours ? kSecondsOfHour : 1;
  std::int64_t above = need.seconds() * there.months, below = there.of * step;
  return Hours::of_seconds((above + below - 1) / below * step);
}

Date first_day(const Policy& policy, const Period& period) {
  return period.is_window ? Date(sys_days(period.after) + days(1)) : policy.first_day(period.first);
}

Date last_day(const Policy& policy, const Period& period) {
  return period.is_window ? period.to : policy.last_day(period.last);
}

std::string render(const Period& period) {
  if (period.is_window) {
    return fmt::format("{} 至 {}", base::render(Date(sys_days(period.after) + days(1))),
                       base::render(period.to));
  }
  if (period.first == period.last) return fmt::format("{}年度", period.last.value());
  return fmt::format("{}—{}年度", period.first.value(), period.last.value());
}

}  // namespace xueshi::hours
