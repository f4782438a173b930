#include "policy/advice.h"

#include <fmt/format.h>

#include <vector>

#include "base/date.h"
#include "base/hours.h"
#include "base/number.h"
#include "base/text.h"

namespace xueshi::policy {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::vector<std::string> groups_of_digits(std::string_view text) {
  std::vector<std::string> groups;
  bool goes_on = false;
  for (char c : text) {
    if (is_digit(c) && !goes_on) groups.emplace_back();
    if (is_digit(c)) groups.back() += c;
    goes_on = is_digit(c);
  }
  return groups;
}

// "80" of "80学时"; "" where that is no number with a unit.
std::string without_unit(std::string_view text) {
  for (std::string_view unit :
       {"个学时", "学时", "课时", "学分", "小时", "hours", "hour", "h", "H"}) {
    if (!text.ends_with(unit)) continue;
    std::string_view rest = base::trim(text.substr(0, text.size() - unit.size()));
    return base::parse_hours(rest) ? std::string(rest) : "";
  }
  return "";
}

}  // namespace

std::string advice_on_hours(std::string_view given) {
  std::string narrow = base::to_half_width(base::trim(given));
  for (std::string_view none :
       {"无", "没有", "不限", "不设", "不设上限", "None", "NONE", "null", "~"}) {
    if (narrow == none) return "不设上限请写 none，没有要求请去掉这一项";
  }
  if (base::parse_hours(narrow)) return fmt::format("应写成 {}", narrow);
  if (std::string number = without_unit(narrow); !number.empty())
    return fmt::format("应写成 {}", number);
  std::size_t comma = narrow.find(',');
  if (comma != std::string::npos) narrow[comma] = '.';
  if (comma != std::string::npos && base::parse_decimal(narrow, 2))
    return fmt::format("小数点用 '.'，应写成 {}", narrow);
  return "应写成 90、0.5 或 3小时10分";
}

std::string advice_on_day(std::string_view given) {
  std::vector<std::string> groups = groups_of_digits(base::to_half_width(given));
  constexpr std::size_t kDigitsOfAYear = 4;
  if (groups.size() == 3 && groups.front().size() == kDigitsOfAYear) groups.erase(groups.begin());
  if (groups.size() == 2 && groups[0].size() <= 2 && groups[1].size() <= 2) {
    std::string day = fmt::format("{:0>2}-{:0>2}", groups[0], groups[1]);
    if (base::parse_month_day(day)) return fmt::format("应写成 {}", day);
  }
  return "应写成 月-日，例如 11-10";
}

}  // namespace xueshi::policy
