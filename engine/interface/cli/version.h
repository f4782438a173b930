// `xueshi --version`: for whoever reports a fault, and whoever looks into it.
#pragma once

#include "cli/output.h"

namespace xueshi::cli {

// Program, commit, schema, and every library that it runs with. Returns the exit code.
int show_version(const Output& output);

}  // namespace xueshi::cli
