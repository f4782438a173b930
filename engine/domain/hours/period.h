// Period: what a need is added up over (policy.md §1, `over`), and how much of it somebody was
// there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hours/learner.h"

namespace xueshi::hours {

// Years of 年度, or days by a record's start.
struct Period {
  base::Year first, last;  // of a window: those that its days lie in
  bool is_window = false;
  base::Date after{}, to{};  // of a window: (after, to]
  bool operator==(const Period&) const = default;
};

// The period in which the reporting year or the day asked about lies.
struct PeriodNow {
  std::optional<Period> period;  // absent before the first cycle, or where the year of the person's
                                 // own is not known
  bool is_over = false;          // judged now: a cycle only in its last year
  bool is_unknown = false;       // the person's own year is missing
};
PeriodNow period_now(const policy::Policy& policy, const Learner& learner,
                     const policy::Over& over);
// The one before; absent where that would lie before the first cycle.
std::optional<Period> period_before(const policy::Policy& policy, const Learner& learner,
                                    const policy::Over& over, const Period& period);

// How much of a period somebody was there, for a proration: months of which they were present on
// more than half of the days.
struct Attendance {
  int months = 0, of = 0;
  std::optional<base::Date> hired, left;  // within the period, where that was asked for
  std::vector<Absence> absences;          // in the period, for reasons that were asked for
};
// Absent where they were there all the time. Windows are not prorated.
std::optional<Attendance> attendance(const policy::Policy& policy,
                                     const policy::Proration& proration, const Learner& learner,
                                     const Period& period);
// What is needed of somebody who was not there all the time; up to the next second, or hour.
base::Hours prorate(const policy::Proration& proration, const Attendance& there, base::Hours need);

// Both included.
base::Date first_day(const policy::Policy& policy, const Period& period);
base::Date last_day(const policy::Policy& policy, const Period& period);

// "2022—2024年度", "2024-10-02 至 2024-12-31".
std::string render(const Period& period);

}  // namespace xueshi::hours
