// Decimal: numbers as a report prints them, out of Lua's numbers. Half up, away from zero.
#pragma once

#include <cstdint>
#include <optional>

namespace xueshi::plugin_host {

// numerator × factor ÷ denominator, rounded half up to `places`, as the nearest double (which
// prints as that decimal). Absent where it does not fit 15 digits. Requires: denominator > 0, 0 ≤
// places ≤ 9.
std::optional<double> divide(std::int64_t numerator, std::int64_t factor, std::int64_t denominator,
                             int places);

// A double at its first 15 digits, rounded half up to `places`: 0.1 + 0.25 → 0.4 at one place,
// although the sum is stored a hair below 0.35. Absent for NaN, infinity and what does not fit 15
// digits.
std::optional<double> round_half_up(double value, int places);

}  // namespace xueshi::plugin_host
