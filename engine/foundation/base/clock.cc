#include "base/clock.h"

namespace xueshi::base {

LocalTime SystemClock::now() const {
  using namespace std::chrono;
  auto shanghai = floor<minutes>(system_clock::now() + hours(8));
  auto day = floor<days>(shanghai);
  return {Date(day), static_cast<int>((shanghai - day).count()), true};
}

std::int64_t milliseconds_since_1970() {
  using namespace std::chrono;
  return floor<milliseconds>(system_clock::now()).time_since_epoch().count();
}

}  // namespace xueshi::base
