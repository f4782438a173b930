#include "sheet/number_text.h"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>

namespace xueshi::sheet {

namespace {

constexpr int kSecondsPerDay = 24 * 60 * 60;
constexpr double kAfterYear9999 =
    2'958'466;  // in the 1900 system; four years later in that of 1904

std::string_view trim_blanks(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  std::size_t first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return "";
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Where a quoted, escaped or bracketed piece of a format code that starts at `at` ends; `at` where
// none does.
std::size_t skip_literal(std::string_view code, std::size_t at) {
  if (code[at] == '"' || code[at] == '[') {
    std::size_t close = code.find(code[at] == '"' ? '"' : ']', at + 1);
    return close == std::string_view::npos ? code.size() : close + 1;
  }
  if (code[at] == '\\' || code[at] == '_' || code[at] == '*') return at + 2;
  return at;
}

// [h], [mm], [s]: elapsed time; other brackets are colours, conditions and locales.
bool is_elapsed(std::string_view bracket) {
  char first = bracket.size() > 2 ? lower(bracket[1]) : ' ';
  if (bracket[0] != '[' || (first != 'h' && first != 'm' && first != 's')) return false;
  for (char c : bracket.substr(1, bracket.size() - 2)) {
    if (lower(c) != first) return false;
  }
  return true;
}

std::string day_text(std::int64_t serial, bool from_1904) {
  if (!from_1904 && serial == 60) return "1900-02-29";
  using std::chrono::days;
  using std::chrono::sys_days;
  using namespace std::chrono_literals;
  sys_days zero = from_1904      ? sys_days(1904y / 1 / 1)
                  : serial >= 60 ? sys_days(1899y / 12 / 30)
                                 : sys_days(1899y / 12 / 31);
  std::chrono::year_month_day date = zero + days(serial);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
}

}  // namespace

NumberForm form_of_builtin(int id) {
  if (id == 22) return NumberForm::kDateTime;
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return NumberForm::kTime;
  if ((id >= 32 && id <= 35) || id == 55 || id == 56) return NumberForm::kTime;  // Chinese Excel
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) {
    return NumberForm::kDate;
  }
  return NumberForm::kPlain;
}

NumberForm form_of_code(std::string_view code) {
  bool day = false;
  bool month_or_minute = false;
  bool time = false;
  for (std::size_t at = 0; at < code.size();) {
    if (std::size_t behind = skip_literal(code, at); behind != at) {
      time = time || is_elapsed(code.substr(at, behind - at));
      at = behind;
      continue;
    }
    char c = lower(code[at++]);
    day = day || c == 'y' || c == 'd';
    month_or_minute = month_or_minute || c == 'm';
    time = time || c == 'h' || c == 's';
    if (c == ';') break;  // formats of negative numbers and of text
  }
  if (day || (month_or_minute && !time)) return time ? NumberForm::kDateTime : NumberForm::kDate;
  return time ? NumberForm::kTime : NumberForm::kPlain;
}

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

std::string render_dated(double number, NumberForm form, bool from_1904) {
  double last = from_1904 ? kAfterYear9999 - 1462 : kAfterYear9999;
  if (form == NumberForm::kPlain || number < 0 || number >= last) return render_plain(number);
  auto day = static_cast<std::int64_t>(number);
  auto seconds = std::llround((number - static_cast<double>(day)) * kSecondsPerDay);
  if (seconds == kSecondsPerDay) {
    ++day;
    seconds = 0;
  }
  std::string time = fmt::format("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
  if (form == NumberForm::kTime && day == 0) return time;
  std::string text = day_text(day, from_1904);
  return form == NumberForm::kDate && seconds == 0 ? text : text + " " + time;
}

std::string render_iso(std::string_view text) {
  text = trim_blanks(text);
  std::size_t t = text.find('T');
  if (t == std::string_view::npos) return std::string(text);
  return fmt::format("{} {}", text.substr(0, t), text.substr(t + 1, 5));
}

}  // namespace xueshi::sheet
