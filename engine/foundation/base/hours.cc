#include "base/hours.h"

#include <fmt/format.h>

#include "base/number.h"
#include "base/text.h"

namespace xueshi::base {

namespace {

// Takes "<digits><unit>" off the front of `text`. Absent where it does not start that way.
std::optional<std::int64_t> take_part(std::string_view& text, std::string_view unit) {
  std::size_t at = text.find(unit);
  if (at == std::string_view::npos || at == 0) return std::nullopt;
  std::optional<std::int64_t> value = parse_decimal(text.substr(0, at), 0);
  if (!value || *value < 0) return std::nullopt;
  text.remove_prefix(at + unit.size());
  return value;
}

std::optional<Hours> parse_parts(std::string_view text) {
  constexpr std::int64_t kMostHours = 100'000'000;
  auto hours = take_part(text, "小时");
  auto minutes = take_part(text, "分");
  auto seconds = take_part(text, "秒");
  if (!text.empty() || (!hours && !minutes && !seconds)) return std::nullopt;
  if (minutes.value_or(0) > 59 || seconds.value_or(0) > 59) return std::nullopt;
  if (hours.value_or(0) > kMostHours) return std::nullopt;
  return Hours::of_seconds(hours.value_or(0) * 3600 + minutes.value_or(0) * 60 +
                           seconds.value_or(0));
}

}  // namespace

std::int64_t Hours::hundredths() const { return divide_half_up(seconds_, 36); }

std::optional<Hours> parse_hours(std::string_view text) {
  text = trim(text);
  if (std::optional<std::int64_t> hundredths = parse_decimal(text, 2)) {
    constexpr std::int64_t kMost = 10'000'000'000;
    if (*hundredths > kMost || *hundredths < -kMost) return std::nullopt;
    return Hours::of_seconds(*hundredths * 36);
  }
  return parse_parts(text);
}

std::string render_exact(Hours hours) {
  std::int64_t total = hours.seconds();
  std::string text = total < 0 ? "-" : "";
  if (total < 0) total = -total;
  text += fmt::format("{}小时", total / 3600);
  std::int64_t minutes = total / 60 % 60;
  std::int64_t seconds = total % 60;
  if (minutes != 0 || seconds != 0) text += fmt::format("{}分", minutes);
  if (seconds != 0) text += fmt::format("{}秒", seconds);
  return text;
}

std::string render_minutes(Hours hours) {
  return render_exact(Hours::of_seconds(divide_half_up(hours.seconds(), 60) * 60));
}

std::string render_decimal(Hours hours) { return render_decimal(hours.hundredths(), 2); }

}  // namespace xueshi::base
