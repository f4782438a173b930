// Values that only imports know.
#pragma once

#include <cstdint>
#include <string>

#include "base/date.h"
#include "hours/learner.h"

namespace xueshi::intake {

// ARP's count of staff of a unit (单位在职总人数): the base of the backbone quota, never of the
// completion rate.
struct Headcount {
  std::string org;
  base::Year year;
  std::int64_t count = 0;

  bool operator==(const Headcount&) const = default;
};

// Somebody was away (policy.md §1, `prorate`).
struct AbsenceRow {
  std::string employee;
  hours::Absence absence;

  bool operator==(const AbsenceRow&) const = default;
};

}  // namespace xueshi::intake
