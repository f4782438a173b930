// Bounds: how many hours an account can have at most, and must have where needs are met. Exact,
// because effective hours only grow with the hours that are learnt (policy.md §2).
#pragma once

#include <optional>
#include <vector>

#include "policy/policy.h"

namespace xueshi::policy {

// Whether any need, an alternative's too, asks for the account.
bool is_needed(const Policy& policy, AccountIndex account);

// The most that every account can have over so many years; absent without limit.
std::vector<std::optional<base::Hours>> most_hours(const Policy& policy, int years);
// The same over what a need is added up over. A window may touch one more year than it is long.
std::vector<std::optional<base::Hours>> most_hours(const Policy& policy, const Over& over);

// What every account has at least where all of these needs are met.
std::vector<base::Hours> least_hours(const Policy& policy, const std::vector<Need>& needs,
                                     const std::vector<std::optional<base::Hours>>& most);

}  // namespace xueshi::policy
