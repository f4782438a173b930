// Rule: the part of RFC 5545 that chooses days, checked; for this room's own files.
//
// What would say the time a second time is refused, and so is what libical 3.0 reads otherwise than
// the RFC (the last weeks of a year, BYSETPOS of a week, BYMONTHDAY of a year without its month,
// …). What is left means the same to both, which tests/unit/schedule/rule_test.cc proves against a
// second implementation.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "schedule/moment.h"

namespace xueshi::schedule {

// Days are computed up to here; a rule without a day before it never happens.
inline constexpr base::Date kLastDay{std::chrono::year(2199), std::chrono::month(12),
                                     std::chrono::day(31)};

struct Rule {
  std::string text;                     // for libical: upper case, without UNTIL
  std::optional<base::Date> until_day;  // UNTIL=20301231: that local day included
  std::optional<Moment> until_moment;   // UNTIL=20301231T160000Z
};

struct RuleMistake {
  std::string code;     // "rule-range", after "schedule."
  std::string message;  // Chinese
};

// The rule, with every mistake in it; only without mistakes it may be used.
Rule parse_rule(std::string_view text, std::vector<RuleMistake>& mistakes);

}  // namespace xueshi::schedule
