#include "plugin_host/decimal.h"

#include <charconv>
#include <cmath>
#include <string>
#include <string_view>

namespace xueshi::plugin_host {

namespace {

constexpr std::int64_t kMost = 1'000'000'000'000'000;  // 15 digits: what a workbook keeps

std::int64_t power(int places) {
  std::int64_t value = 1;
  while (places-- > 0) value *= 10;
  return value;
}

// Exactly rounded: both are whole and below 2^53.
std::optional<double> decimal(__int128 scaled, int places) {
  if (scaled >= kMost || scaled <= -kMost) return std::nullopt;
  return static_cast<double>(static_cast<std::int64_t>(scaled)) /
         static_cast<double>(power(places));
}

}  // namespace

std::optional<double> divide(std::int64_t numerator, std::int64_t factor, std::int64_t denominator,
                             int places) {
  bool negative = numerator < 0;
  __int128 value = negative ? -static_cast<__int128>(numerator) : numerator;
  constexpr __int128 kRoom = static_cast<__int128>(1) << 62;
  if (value > kRoom / factor) return std::nullopt;
  value = value * factor * power(places);
  value = (2 * value + denominator) / (2 * static_cast<__int128>(denominator));
  return decimal(negative ? -value : value, places);
}

std::optional<double> round_half_up(double value, int places) {
  if (!std::isfinite(value) || std::fabs(value) >= static_cast<double>(kMost)) return std::nullopt;
  // "d.dddddddddddddde±xx": fifteen digits and where the point stands.
  char text[32];
  auto end =
      std::to_chars(text, text + sizeof text, std::fabs(value), std::chars_format::scientific, 14)
          .ptr;
  std::string_view all(text, static_cast<std::size_t>(end - text));
  std::size_t e = all.find('e');
  int exponent = 0;
  bool small = all[e + 1] == '-';
  std::from_chars(text + e + 2, end, exponent);
  if (small) exponent = -exponent;
  std::int64_t digits = all[0] - '0';
  for (char digit : all.substr(2, e - 2)) digits = digits * 10 + (digit - '0');
  int dropped = 14 - exponent - places;  // digits behind the last place
  __int128 scaled = digits;
  if (dropped > 16) {
    scaled = 0;
  } else if (dropped > 0) {
    scaled = (2 * scaled + power(dropped)) / (__int128{2} * power(dropped));
  } else {
    scaled *= power(-dropped);
  }
  return decimal(value < 0 ? -scaled : scaled, places);
}

}  // namespace xueshi::plugin_host
