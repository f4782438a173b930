// Columns that a file leaves out: what is stored there stays.
#pragma once

#include <string>
#include <vector>

#include "intake/layout.h"

namespace xueshi::imports {

// The columns of the kind's table whose heading the file does not have. Those that must be there
// are, or there is no layout.
std::vector<std::string> left_out_columns(const intake::Layout& layout);

}  // namespace xueshi::imports
