// The only way to libical, which keeps globals: every call holds one lock. For this room's own
// files.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "base/date.h"
#include "schedule/moment.h"

namespace xueshi::schedule {

// Visits the days of a rule from `start` (its DTSTART) up to `last`, in order, until `visit` says
// false. False where libical cannot use the rule. Requires: of parse_rule() without mistakes.
bool visit_days(const std::string& rule, base::Date start, base::Date last,
                const std::function<bool(base::Date)>& visit);

// Zones come from the machine's tzdata. Compared with Python's zoneinfo (libical 3.0.16, tzdata
// 2025b, 418 zones at random moments) none was wrong from 2024 to 2037; later, Newfoundland is
// often off by its summer time.

// Whether the machine's time zone data has a zone of that IANA name.
bool is_zone(const std::string& name);

// East of UTC. Requires: is_zone(zone).
std::chrono::seconds utc_offset(const std::string& zone, Moment moment);

}  // namespace xueshi::schedule
