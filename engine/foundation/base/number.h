// Decimal numbers without floating point.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xueshi::base {

// "130.8" with places = 2 → 13080. Absent for anything but an optional minus, digits and at most
// `places` decimals, and for what does not fit 18 digits. Blanks around it are accepted, thousands
// separators are not.
std::optional<std::int64_t> parse_decimal(std::string_view text, int places);

// 13080 with places = 2 → "130.8", 14800 → "148": no trailing zeros.
std::string render_decimal(std::int64_t scaled, int places);

// 4286 with places = 2 → "42.86", 2100 → "21.00": all places.
std::string render_fixed(std::int64_t scaled, int places);

// numerator ÷ denominator, rounded half up (away from zero for negative values).
// Requires: denominator > 0; |numerator| < 2^62.
std::int64_t divide_half_up(std::int64_t numerator, std::int64_t denominator);

}  // namespace xueshi::base
