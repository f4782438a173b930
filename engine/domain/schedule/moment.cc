#include "schedule/moment.h"

namespace xueshi::schedule {

Moment moment_of(const base::LocalTime& shanghai) {
  return std::chrono::sys_days(shanghai.date) + std::chrono::minutes(shanghai.minute) -
         std::chrono::hours(8);
}

}  // namespace xueshi::schedule
