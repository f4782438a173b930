// Hours (学时): one is an hour of 60 minutes (S4), stored as whole seconds, summed first, rounded
// once at output.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xueshi::base {

class Hours {
 public:
  constexpr Hours() = default;
  static constexpr Hours of_seconds(std::int64_t seconds) { return Hours(seconds); }
  static constexpr Hours of_hours(std::int64_t hours) { return Hours(hours * 3600); }

  constexpr std::int64_t seconds() const { return seconds_; }
  // Hundredths of an hour, rounded half up: what workbooks and JSON show (domain.md §2).
  std::int64_t hundredths() const;

  constexpr auto operator<=>(const Hours&) const = default;
  constexpr Hours& operator+=(Hours other) { return seconds_ += other.seconds_, *this; }
  constexpr Hours& operator-=(Hours other) { return seconds_ -= other.seconds_, *this; }
  friend constexpr Hours operator+(Hours a, Hours b) { return a += b; }
  friend constexpr Hours operator-(Hours a, Hours b) { return a -= b; }

 private:
  explicit constexpr Hours(std::int64_t seconds) : seconds_(seconds) {}
  std::int64_t seconds_ = 0;
};

// `4`, `4.25` (two places at most) or `3小时10分53秒` with each part optional, minutes and seconds
// below 60. Absent for anything else; negative values are returned as such and judged by the
// caller.
std::optional<Hours> parse_hours(std::string_view text);

// To the second, for a learner's pages: "3小时10分53秒", "0小时"; trailing zero parts are left out.
std::string render_exact(Hours hours);

// For administrators' lists: rounded half up to the minute before splitting: 111.36 h →
// "111小时22分".
std::string render_minutes(Hours hours);

// Decimal hours with at most two places, as in a workbook: "130.8", "148", "111.36".
std::string render_decimal(Hours hours);

}  // namespace xueshi::base
