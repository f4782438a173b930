// Due: what schedules ask for now, and how it becomes jobs.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "schedule/occurrence.h"
#include "session/session.h"

namespace xueshi::report {

// One run of a schedule, with the institutes that it is for.
struct PlannedRun {
  std::string schedule;
  std::string report;
  std::string planned;  // "2018-01-01T02:00:00+08:00"
  base::Year year;      // the reporting year
  std::string late;     // "3 d"; "0 min" where it is on time
  std::string as_of;    // the data that it will print is of this local time
  std::vector<std::string> institutes;
  std::vector<std::string> unknown;  // codes of the schedule that are no institute's
  std::int64_t wait_for_people = 0;  // milliseconds that are left of its catch-up
  bool queues_up = false;            // waits where the run before still goes on
};

struct DueRuns {
  std::vector<PlannedRun> due;
  std::vector<PlannedRun> missed;  // later than their catch-up: told, not run
};
DueRuns find_due(session::Session& session, const std::vector<schedule::Schedule>& schedules);

// The runs about a reporting year that have come, the newest of each schedule, or of one alone.
// Refuses "schedule.unknown" for an id that is none, "schedule.no-run" where none is about that
// year, or none has come yet.
std::vector<PlannedRun> find_about(session::Session& session,
                                   const std::vector<schedule::Schedule>& schedules,
                                   base::Year year, const std::string& id);

// Puts a run into the queue, a job an institute; returns how many. A run that was put there before
// is left alone unless it is wanted `again`; a job that is being made in any case, and one that
// waits is then made now.
// Requires: no transaction is open.
std::int64_t queue_run(session::Session& session, const PlannedRun& run, bool again);

}  // namespace xueshi::report
