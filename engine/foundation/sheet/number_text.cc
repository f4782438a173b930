#include "sheet/number_text.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdlib>

namespace xueshi::sheet {

namespace {

std::string_view trim_blanks(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return "";
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

}  // namespace

std::optional<double> parse_stored_number(std::string_view text) {
  text = trim_blanks(text);
  double number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number)) {
    return std::nullopt;
  }
  return number;
}

bool is_plain_integer(std::string_view text) {
  constexpr std::size_t kExactDigits = 15;
  if (text.empty() || text.size() > kExactDigits || text.front() == '0') return text == "0";
  return text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string render_plain(double number) {
  std::string scientific = fmt::format("{:.14e}", std::fabs(number));  // "1.30800000000000e+02"
  std::size_t e = scientific.find('e');
  std::string digits = scientific.substr(0, 1) + scientific.substr(2, e - 2);
  int exponent = std::atoi(scientific.c_str() + e + 1);
  while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
  std::string text = number < 0 ? "-" : "";
  if (digits == "0") return "0";
  if (exponent < 0) return text + "0." + std::string(-exponent - 1, '0') + digits;
  std::size_t whole = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() <= whole) return text + digits + std::string(whole - digits.size(), '0');
  return text + digits.substr(0, whole) + "." + digits.substr(whole);
}

std::string render_iso(std::string_view text) {
  text = trim_blanks(text);
  std::size_t t = text.find('T');
  if (t == std::string_view::npos) return std::string(text);
  return fmt::format("{} {}", text.substr(0, t), text.substr(t + 1, 5));
}

}  // namespace xueshi::sheet
