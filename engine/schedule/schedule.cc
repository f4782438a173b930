#include "schedule/schedule.h"

namespace xueshi::schedule {

std::optional<std::vector<Schedule>> parse_schedules(const std::string&, std::string_view,
                                                     base::Findings&) {
  return std::nullopt;
}
const Schedule* find_schedule(const std::vector<Schedule>&, std::string_view) { return nullptr; }

}  // namespace xueshi::schedule
