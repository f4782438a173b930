#include "base/clock.h"

namespace xueshi::base {

LocalTime SystemClock::now() const { return shanghai_time(milliseconds_since_1970()); }

LocalTime shanghai_time(std::int64_t milliseconds) {
  using namespace std::chrono;
  auto shanghai = floor<minutes>(
      sys_time<std::chrono::milliseconds>(std::chrono::milliseconds(milliseconds)) + hours(8));
  auto day = floor<days>(shanghai);
  return {Date(day), static_cast<int>((shanghai - day).count()), true};
}

std::int64_t milliseconds_since_1970() {
  using namespace std::chrono;
  return floor<milliseconds>(system_clock::now()).time_since_epoch().count();
}

}  // namespace xueshi::base
