// Clock: the only way to the time of day. a session has one; rooms below it are handed today.
#pragma once

#include <cstdint>

#include "base/date.h"

namespace xueshi::base {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual LocalTime now() const = 0;  // Asia/Shanghai wall time
  Date today() const { return now().date; }
};

// The machine's clock, read as UTC and shifted; the time zone of the environment plays no part.
class SystemClock : public Clock {
 public:
  LocalTime now() const override;
};

// Asia/Shanghai wall time of a moment, milliseconds since 1970; to the minute.
LocalTime shanghai_time(std::int64_t milliseconds);

// The machine's clock in milliseconds since 1970: for what is measured, whatever `--now` says.
std::int64_t milliseconds_since_1970();

// Stands still: `--now`, and tests.
class FixedClock : public Clock {
 public:
  explicit FixedClock(LocalTime now) : now_(now) {}
  LocalTime now() const override { return now_; }

 private:
  LocalTime now_;
};

}  // namespace xueshi::base
