#include "policy/amount.h"

#include <fmt/format.h>

#include "base/number.h"
#include "base/text.h"

namespace xueshi::policy {

namespace {

constexpr std::int64_t kSecondsOfOne = 3600;
constexpr int kPlaces = 4;
constexpr std::int64_t kParts = 10'000;  // 10 to the kPlaces

}  // namespace

const std::string& unit_of(const Policy& policy, AccountIndex account) {
  while (policy.accounts[account].parent) account = *policy.accounts[account].parent;
  const Account& root = policy.accounts[account];
  return root.unit.empty() && !root.sums.empty() ? unit_of(policy, root.sums.front()) : root.unit;
}

std::string unit_word(const Policy& policy, AccountIndex account) {
  const std::string& unit = unit_of(policy, account);
  return unit.empty() ? std::string(kHourUnit) : unit;
}

std::string render_amount(const Policy& policy, AccountIndex account, base::Hours amount) {
  const std::string& unit = unit_of(policy, account);
  if (unit.empty()) return base::render_exact(amount);
  std::int64_t parts = base::divide_half_up(amount.seconds() * kParts, kSecondsOfOne);
  return base::render_decimal(parts, kPlaces) + unit;
}

std::string render_effective(const Policy& policy, AccountIndex account, base::Hours amount) {
  std::string text = render_amount(policy, account, amount);
  return unit_of(policy, account).empty() ? text + " 有效学时" : text;
}

std::string render_rounded(const Policy& policy, AccountIndex account, base::Hours amount) {
  const std::string& unit = unit_of(policy, account);
  return unit.empty() ? base::render_minutes(amount) : base::render_decimal(amount) + unit;
}

std::optional<base::Hours> parse_amount(const Policy& policy, AccountIndex account,
                                        std::string_view text) {
  std::string_view trimmed = base::trim(text);
  const std::string& unit = unit_of(policy, account);
  if (unit.empty() || !trimmed.ends_with(unit)) return base::parse_hours(trimmed);
  trimmed.remove_suffix(unit.size());
  auto parts = base::parse_decimal(trimmed, kPlaces);
  constexpr std::int64_t kMost = 100'000'000 * kParts;
  if (!parts || *parts > kMost || *parts < -kMost) return std::nullopt;
  return base::Hours::of_seconds(base::divide_half_up(*parts * kSecondsOfOne, kParts));
}

}  // namespace xueshi::policy
