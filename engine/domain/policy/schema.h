// Which keys a rules file may have, and where.
#pragma once

#include "base/finding.h"
#include "yaml/node.h"

namespace xueshi::policy {

// "policy.unknown-key", "policy.misplaced-key" (known, but elsewhere), "policy.wrong-kind". One
// file on its own: nothing is required here, since a file may extend another.
void check_schema(const yaml::Document& document, base::Findings& findings);

}  // namespace xueshi::policy
