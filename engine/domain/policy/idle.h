// Idle caps: those that never cut what anybody looks at (policy.md §2).
#pragma once

#include <string>

#include "policy/policy.h"

namespace xueshi::policy {

// Why an account's cap may as well not be there: what lies below it is never more, or an account
// above it is full anyway. Empty where it may cut a need's hours, a sum's or those of a root.
// Exact for needs over the year, on the safe side for others. Requires: the account has a cap.
std::string why_idle(const Policy& policy, AccountIndex at);

}  // namespace xueshi::policy
