#include "schedule/ical.h"

#include <libical/ical.h>

#include <algorithm>
#include <cassert>
#include <memory>
#include <mutex>

#include "schedule/schedule.h"

namespace xueshi::schedule {

namespace {

// libical loads zones and keeps its settings in globals.
std::mutex& libical_lock() {
  static std::mutex lock;
  return lock;
}

// Mistakes are answers, not aborts; zones come from the machine's tzdata, which is kept up to date.
void set_up_libical() {
  icalerror_set_errors_are_fatal(0);
  icalerror_clear_errno();
  icaltimezone_set_builtin_tzdata(0);
}

bool looks_like_zone(const std::string& name) {
  bool clean = std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '/' ||
           c == '_' || c == '-' || c == '+';
  });
  return clean && !name.empty() && name.size() <= 64 && name.front() != '/' && name.back() != '/';
}

icaltimetype to_ical(base::Date day) {
  icaltimetype time = icaltime_null_time();
  time.is_date = 1;
  time.year = static_cast<int>(day.year());
  time.month = static_cast<int>(static_cast<unsigned>(day.month()));
  time.day = static_cast<int>(static_cast<unsigned>(day.day()));
  return time;
}

base::Date to_date(const icaltimetype& time) {
  return base::Date(std::chrono::year(time.year), std::chrono::month(time.month),
                    std::chrono::day(time.day));
}

}  // namespace

bool visit_days(const std::string& rule, base::Date start, base::Date last,
                const std::function<bool(base::Date)>& visit) {
  std::lock_guard<std::mutex> hold(libical_lock());
  set_up_libical();
  icalrecurrencetype recurrence = icalrecurrencetype_from_string(rule.c_str());
  if (recurrence.freq == ICAL_NO_RECURRENCE) return false;
  // Where DTSTART lies at the turn of a year, libical 3.0 loses days of the first week; rules of
  // weeks say their days without it.
  base::Date first = rule.find("BYWEEKNO") == std::string::npos ? start : kFirstDay;
  std::unique_ptr<icalrecur_iterator, void (*)(icalrecur_iterator*)> days(
      icalrecur_iterator_new(recurrence, to_ical(first)), icalrecur_iterator_free);
  if (days == nullptr) return false;
  for (;;) {
    icaltimetype next = icalrecur_iterator_next(days.get());
    if (icaltime_is_null_time(next) || to_date(next) > last) return true;
    if (to_date(next) >= start && !visit(to_date(next))) return true;
  }
}

bool is_zone(const std::string& name) {
  if (!looks_like_zone(name)) return false;
  std::lock_guard<std::mutex> hold(libical_lock());
  set_up_libical();
  return icaltimezone_get_builtin_timezone(name.c_str()) != nullptr;
}

std::chrono::seconds utc_offset(const std::string& zone, Moment moment) {
  std::lock_guard<std::mutex> hold(libical_lock());
  set_up_libical();
  icaltimezone* found = icaltimezone_get_builtin_timezone(zone.c_str());
  assert(found != nullptr);
  icaltimetype utc = icaltime_from_timet_with_zone(moment.time_since_epoch().count(), 0,
                                                   icaltimezone_get_utc_timezone());
  return std::chrono::seconds(icaltimezone_get_utc_offset_of_utc_time(found, &utc, nullptr));
}

}  // namespace xueshi::schedule
