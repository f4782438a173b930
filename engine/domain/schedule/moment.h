// Moment: a point in time, whatever the clocks on the wall say.
#pragma once

#include <chrono>

#include "base/date.h"

namespace xueshi::schedule {

using Moment = std::chrono::sys_seconds;  // UTC seconds since 1970

// Of a wall time of the house, which is Asia/Shanghai's (base/clock.h): always 8 hours behind it.
Moment moment_of(const base::LocalTime& shanghai);

}  // namespace xueshi::schedule
