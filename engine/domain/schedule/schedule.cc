#include "schedule/schedule.h"

#include <algorithm>

namespace xueshi::schedule {

const Schedule* find_schedule(const std::vector<Schedule>& schedules, std::string_view id) {
  auto at = std::find_if(schedules.begin(), schedules.end(),
                         [&](const Schedule& one) { return one.id == id; });
  return at == schedules.end() ? nullptr : &*at;
}

}  // namespace xueshi::schedule
