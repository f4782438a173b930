#include "base/money.h"

#include "base/number.h"

namespace xueshi::base {

namespace {
constexpr int kWanPlaces = 6;  // 1 万元 = 10 000 元 = 1 000 000 分
}

std::optional<Money> parse_wan(std::string_view text) {
  std::optional<std::int64_t> fen = parse_decimal(text, kWanPlaces);
  if (!fen) return std::nullopt;
  return Money::of_fen(*fen);
}

std::string render_wan(Money money) { return render_decimal(money.fen(), kWanPlaces); }

std::string render_wan_one_place(Money money) {
  std::string text = render_wan(money);
  return text.find('.') == std::string::npos ? text + ".0" : text;
}

}  // namespace xueshi::base
