// Which keys a rules file may have, and where.
#pragma once

#include "base/finding.h"
#include "yaml/keys.h"
#include "yaml/node.h"

namespace xueshi::policy {

// With what people call them.
const yaml::KeyTable& file_keys();

// "policy.unknown-key", "policy.misplaced-key" (known, but elsewhere), "policy.wrong-kind". One
// file on its own: nothing is required here, since a file may extend another. An unknown key that
// can only mean a known one is renamed, so that what follows from it is not told too.
void check_schema(yaml::Document& document, base::Findings& findings);

}  // namespace xueshi::policy
