#include "policy/numbers.h"

#include <fmt/format.h>

#include "base/date.h"
#include "base/hours.h"
#include "base/number.h"
#include "base/text.h"
#include "policy/paths.h"
#include "policy/source.h"

namespace xueshi::policy {

namespace {

using yaml::Node;

std::vector<std::string> around(std::int64_t value, std::int64_t least) {
  std::vector<std::string> all;
  if (value - 1 >= least) all.push_back(std::to_string(value - 1));
  all.push_back(std::to_string(value + 1));
  return all;
}

std::vector<std::string> around_hours(const std::string& text) {
  auto hours = base::parse_hours(text);
  if (!hours) return {};
  std::vector<std::string> all;
  base::Hours second = base::Hours::of_seconds(1);
  if (*hours > base::Hours()) all.push_back(base::render_exact(*hours - second));
  all.push_back(base::render_exact(*hours + second));
  return all;
}

std::vector<std::string> around_day(const std::string& text) {
  auto day = base::parse_month_day(text);
  if (!day) return {};
  // In a leap year, so that every day is there.
  std::chrono::sys_days at = base::on(base::Year(2000), *day);
  std::vector<std::string> all;
  for (int step : {-1, 1}) {
    base::Date next(at + std::chrono::days(step));
    all.push_back(
        base::render(base::MonthDay{static_cast<int>(static_cast<unsigned>(next.month())),
                                    static_cast<int>(static_cast<unsigned>(next.day()))}));
  }
  return all;
}

std::vector<std::string> around_fraction(const std::string& text) {
  auto value = parse_fraction(text, true);
  if (!value) return {};
  // A hundredth of what it is, at least: fractions have no smallest step.
  std::vector<std::string> all;
  constexpr std::int64_t kParts = 100;
  for (int step : {-1, 1}) {
    std::int64_t numerator = value->numerator * kParts + step;
    if (numerator >= 0 || value->numerator < 0)
      all.push_back(fmt::format("{}/{}", numerator, value->denominator * kParts));
  }
  return all;
}

std::vector<std::string> around_decimal(const std::string& text) {
  constexpr int kPlaces = 2;
  auto value = base::parse_decimal(text, kPlaces);
  if (!value) return {};
  return {base::render_decimal(*value - 1, kPlaces), base::render_decimal(*value + 1, kPlaces)};
}

// A whole year, a day, or a day of a named year.
std::vector<std::string> around_when(const std::string& text) {
  if (auto day = base::parse_date(text)) {
    std::chrono::sys_days at = *day;
    return {base::render(base::Date(at - std::chrono::days(1))),
            base::render(base::Date(at + std::chrono::days(1)))};
  }
  std::size_t slash = text.find('/');
  if (slash != std::string::npos) {
    std::vector<std::string> all;
    for (const std::string& day : around_day(text.substr(slash + 1)))
      all.push_back(text.substr(0, slash + 1) + day);
    return all;
  }
  auto number = base::parse_decimal(text, 0);
  return number ? around(*number, 0) : std::vector<std::string>();
}

void add_numbers(const Node& node, const std::string& path, std::vector<PlacedNumber>& all) {
  if (path == "cites") return;
  if (node.is_scalar()) {
    if (!neighbours_of(path, node.text).empty()) all.push_back({path, &node});
    return;
  }
  for (const std::string& step : steps_of(node))
    add_numbers(*child(node, step), below(path, step), all);
}

}  // namespace

std::vector<std::string> neighbours_of(const std::string& path, const std::string& text) {
  std::vector<std::string> steps = base::split(path, '.');
  const std::string& key = steps.back();
  auto is_below = [&](const char* part) { return base::contains(steps, part); };
  if (is_below("when")) return around_when(text);
  if (key == "share" || key == "worth" || key == "first" || key == "step")
    return around_fraction(text);
  if (key == "quota_percent") return around_decimal(text);
  if (key == "begins" || key == "late_until" || is_below("window")) return around_day(text);
  bool is_whole = is_below("over") && (key == "years" || key == "days" || key == "months");
  if (is_whole || key == "spread") {
    auto number = base::parse_decimal(text, 0);
    return number ? around(*number, 1) : std::vector<std::string>();
  }
  bool is_signed = is_below("edit_year") || key == "funding_requests" || key == "from";
  if (is_signed) {
    auto number = base::parse_decimal(text, 0);
    return number ? around(*number, is_below("edit_year") ? -100 : 0) : std::vector<std::string>();
  }
  bool is_hours = key == "cap" || key == "hours" || key == "at_most" || key == "at_least" ||
                  key == "over" || is_below("need") || is_below("any_of");
  return is_hours ? around_hours(text) : std::vector<std::string>();
}

std::vector<PlacedNumber> numbers_in(const Layers& layers) {
  std::vector<PlacedNumber> all;
  add_numbers(layers.merged, "", all);
  return all;
}

}  // namespace xueshi::policy
