// Schedule: what runs by itself – `workflows/schedules.yaml`.
//
// A schedule says which report is due when, about which reporting year. `repeat` chooses days by a
// rule of RFC 5545, `at` the time of these days in `time_zone`. A report is always about the
// reporting year that its planned day gives, however late it is made.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/finding.h"

namespace xueshi::schedule {

enum class ReportingYear { kPrevious, kCurrent };  // of the planned local day's year

// What happens to a new occurrence while the run before, about the same reporting year, goes on.
enum class Overlap {
  kSkip,   // it is left out; what goes on is about the same year
  kQueue,  // it runs afterwards
};

// Where `start` is not given. A Monday, the first of its month and of a leap year:
// FREQ=WEEKLY alone means Mondays, MONTHLY the first, YEARLY 1 January.
inline constexpr base::Date kFirstDay{std::chrono::year(1968), std::chrono::month(1),
                                      std::chrono::day(1)};

struct Schedule {
  std::string id;      // lower-case letters, digits, hyphens; unique in the file; never "manual"
  std::string report;  // the name of a report; "year-end" stands for its three
  std::string repeat;  // RFC 5545, as written: "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1"
  base::Date start = kFirstDay;             // no day before it; INTERVAL counts from here (DTSTART)
  int at = 120;                             // minute of the day in time_zone; default 02:00
  std::string time_zone = "Asia/Shanghai";  // IANA name
  ReportingYear reporting_year = ReportingYear::kPrevious;
  std::vector<std::string> institutes;  // codes, in the order of the file; empty: all
  std::chrono::seconds catch_up = std::chrono::days(30);  // how late a missed run is still made up
  std::string catch_up_text = "30d";                      // as written: "30d", "12h", "0"
  Overlap overlap = Overlap::kSkip;
  base::Place report_place;      // for who knows the reports
  base::Place institutes_place;  // for who knows the institutes; of the schedule where all
};

// Null where none has that id.
const Schedule* find_schedule(const std::vector<Schedule>& schedules, std::string_view id);

}  // namespace xueshi::schedule
