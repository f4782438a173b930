// Amounts as the tree of an account says them: 小时分秒, or in the unit of its root (`unit: 学分`).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "policy/policy.h"

namespace xueshi::policy {

// The unit of an account's tree; empty where it is 学时. Requires: an account of that policy.
const std::string& unit_of(const Policy& policy, AccountIndex account);

// Likewise, with 学时 in its place.
std::string unit_word(const Policy& policy, AccountIndex account);

// To the second: "3小时10分53秒", or "12.5学分" with at most four places, which tell seconds apart.
std::string render_amount(const Policy& policy, AccountIndex account, base::Hours amount);
// "3小时 有效学时", "12.5学分": of a cap.
std::string render_effective(const Policy& policy, AccountIndex account, base::Hours amount);

// For administrators' lists: hours rounded to the minute, other units to two places.
std::string render_rounded(const Policy& policy, AccountIndex account, base::Hours amount);

// What render_amount() gives, and a bare number. Absent for anything else; negative ones are judged
// by the caller.
std::optional<base::Hours> parse_amount(const Policy& policy, AccountIndex account,
                                        std::string_view text);

}  // namespace xueshi::policy
