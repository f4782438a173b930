#include "base/clock.h"

namespace xueshi::base {

LocalTime SystemClock::now() const {
  using namespace std::chrono;
  auto shanghai = floor<minutes>(system_clock::now() + hours(8));
  auto day = floor<days>(shanghai);
  return {Date(day), static_cast<int>((shanghai - day).count()), true};
}

}  // namespace xueshi::base
