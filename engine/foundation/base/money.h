// Money in whole 分. The documents write 万元; six decimals of it are exact, so nothing is ever
// rounded.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace xueshi::base {

class Money {
 public:
  constexpr Money() = default;
  static constexpr Money of_fen(std::int64_t fen) { return Money(fen); }
  constexpr std::int64_t fen() const { return fen_; }
  constexpr auto operator<=>(const Money&) const = default;

 private:
  explicit constexpr Money(std::int64_t fen) : fen_(fen) {}
  std::int64_t fen_ = 0;
};

// "5", "5.0", "3.600001" 万元. Absent for anything else, more than six decimals included.
std::optional<Money> parse_wan(std::string_view text);

// 万元 without trailing zeros: "5", "3.6".
std::string render_wan(Money money);

// 万元 with at least one place, as the annual summary prints it: "5.0", "3.65".
std::string render_wan_one_place(Money money);

}  // namespace xueshi::base
