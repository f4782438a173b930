// `--set HEADING=VALUE`, any number of times.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/fields.h"
#include "cli/command.h"

namespace xueshi::cli {

// Throws UsageError for one without "=" or heading.
base::Fields fields_of(const Invocation& invocation);

}  // namespace xueshi::cli
