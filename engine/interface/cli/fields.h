// `--set HEADING=VALUE`, any number of times.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "cli/command.h"

namespace xueshi::cli {

// Throws UsageError for one without "=" or heading.
std::vector<std::pair<std::string, std::string>> fields_of(const Invocation& invocation);

}  // namespace xueshi::cli
