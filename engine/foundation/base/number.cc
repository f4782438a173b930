#include "base/number.h"

#include <fmt/format.h>

#include <cassert>

#include "base/text.h"

namespace xueshi::base {

namespace {

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  while (exponent-- > 0) power *= 10;
  return power;
}

}  // namespace

std::optional<std::int64_t> parse_decimal(std::string_view text, int places) {
  text = trim(text);
  bool negative = !text.empty() && text.front() == '-';
  if (negative) text.remove_prefix(1);
  std::size_t point = text.find('.');
  std::string_view whole = text.substr(0, point);
  std::string_view decimals = point == std::string_view::npos ? "" : text.substr(point + 1);
  if (whole.empty() || (point != std::string_view::npos && decimals.empty())) return std::nullopt;
  if (decimals.size() > static_cast<std::size_t>(places)) return std::nullopt;
  std::int64_t value = 0;
  int digits = 0;
  auto take = [&](char c) {
    if (c < '0' || c > '9') return false;
    if (value != 0 || c != '0') ++digits;
    value = digits > 18 ? 0 : value * 10 + (c - '0');
    return digits <= 18;
  };
  for (char c : whole) {
    if (!take(c)) return std::nullopt;
  }
  for (char c : decimals) {
    if (!take(c)) return std::nullopt;
  }
  for (std::size_t i = decimals.size(); i < static_cast<std::size_t>(places); ++i) {
    if (!take('0')) return std::nullopt;
  }
  return negative ? -value : value;
}

std::string render_fixed(std::int64_t scaled, int places) {
  std::int64_t unit = power_of_ten(places);
  std::int64_t magnitude = scaled < 0 ? -scaled : scaled;
  std::string sign = scaled < 0 ? "-" : "";
  if (places == 0) return fmt::format("{}{}", sign, magnitude);
  return fmt::format("{}{}.{:0{}}", sign, magnitude / unit, magnitude % unit, places);
}

std::string render_decimal(std::int64_t scaled, int places) {
  std::string text = render_fixed(scaled, places);
  if (places == 0) return text;
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

std::int64_t divide_half_up(std::int64_t numerator, std::int64_t denominator) {
  assert(denominator > 0);
  std::int64_t magnitude = numerator < 0 ? -numerator : numerator;
  std::int64_t quotient = magnitude / denominator;
  std::int64_t rest = magnitude % denominator;
  if (rest >= denominator - rest) ++quotient;
  return numerator < 0 ? -quotient : quotient;
}

}  // namespace xueshi::base
