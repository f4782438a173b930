// The schedules of a home, and when they run next. Needs no database.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "schedule/occurrence.h"
#include "schedule/schedule.h"
#include "session/home.h"
#include "session/settings.h"

namespace xueshi::report {

// workflows/schedules.yaml of the home, or the one that came with the program. Throws WrongFiles:
// all that parse_schedules() finds, and "schedule.unknown-report" for a report that is neither
// `year-end` nor a plugin of the home.
std::vector<schedule::Schedule> load_schedules(const session::Home& home);

// Throws base::Refused ("schedule.unknown") where none has that id.
const schedule::Schedule& require_schedule(const std::vector<schedule::Schedule>& schedules,
                                           const std::string& id);

struct ScheduleEntry {
  schedule::Schedule schedule;
  std::optional<schedule::Occurrence> next;  // absent where the rule has ended
};

// Every schedule with its next run after now, in the order of the file.
std::vector<ScheduleEntry> list_schedules(const session::Settings& settings);

struct NextRun {
  schedule::Schedule schedule;
  schedule::Occurrence occurrence;
};

// The next `count` runs of all schedules together, earliest first, or of one with that id. Refuses
// as require_schedule().
std::vector<NextRun> next_runs(const session::Settings& settings, const std::string& id,
                               std::size_t count);

}  // namespace xueshi::report
