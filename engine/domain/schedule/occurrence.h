// Occurrence: one planned run of a schedule, and which of them are due. "Now" is handed in; safe
// from any thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "schedule/moment.h"
#include "schedule/schedule.h"

namespace xueshi::schedule {

struct Occurrence {
  Moment planned;
  base::LocalTime local;  // the wall time of `planned` in the schedule's zone
  base::Year reporting_year;

  bool operator==(const Occurrence&) const = default;
};

// "2018-01-01T02:00:00+08:00": the wall time with its distance from UTC. What the database keeps.
std::string render_planned(const Occurrence& occurrence);
// Absent for anything that render_planned() does not write.
std::optional<Moment> parse_planned(std::string_view text);

// The next `count` after a moment, earliest first; fewer where the rule ends (UNTIL) or the
// calendar does (end of 2199).
std::vector<Occurrence> next_occurrences(const Schedule& schedule, Moment after, std::size_t count);

// All with from < planned ≤ to, earliest first.
std::vector<Occurrence> occurrences_within(const Schedule& schedule, Moment from, Moment to);

// All that are about a reporting year, earliest first: `previous` looks at the days of the year
// after it. For backfilling; also those that are still to come.
std::vector<Occurrence> occurrences_about(const Schedule& schedule, base::Year reporting_year);

// What was queued before; of this schedule.
struct Queued {
  Moment planned;
  base::Year reporting_year;
};

struct Late {
  Occurrence occurrence;
  std::chrono::seconds lateness;  // now − planned, never negative
};

// A run that starts within this time after its plan is on time: timers come every few minutes.
inline constexpr std::chrono::seconds kPunctual = std::chrono::hours(1);

struct Decision {
  std::vector<Late> due;  // to be queued now, earliest first; at most one per reporting year
  std::vector<Late>
      missed;  // later than `catch_up`: to be told, not run; only a backfill makes them
};

// Of every reporting year only its newest planned run counts, which says all that older ones would;
// it is neither due nor missed once it or a later one about the same year was queued. It is due
// while its lateness ≤ max(catch_up, kPunctual). Missed ones are told for 400 days, and until a
// later run (of any year) was queued.
Decision decide(const Schedule& schedule, const std::vector<Queued>& queued, Moment now);

// "3 d", "5 h", "12 min", rounded down: for "late by 3 d, data as of …".
std::string render_lateness(std::chrono::seconds lateness);

}  // namespace xueshi::schedule
