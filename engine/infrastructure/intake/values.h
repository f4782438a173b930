// Values that only imports know.
#pragma once

#include <cstdint>
#include <string>

#include "base/date.h"

namespace xueshi::intake {

// ARP's count of staff of a unit (单位在职总人数): the base of the backbone quota, never of the
// completion rate.
struct Headcount {
  std::string org;
  base::Year year;
  std::int64_t count = 0;

  bool operator==(const Headcount&) const = default;
};

}  // namespace xueshi::intake
