// Empty import workbooks for clerks.
#pragma once

#include <string>

#include "policy/source.h"

namespace xueshi::imports {

// Headings, also those that the policies of the house ask for (session::Policies::columns),
// drop-down lists and a row marked 示例. Refuses an unknown kind ("import.unknown-kind") and a file
// that is already there ("import.file-exists").
void write_import_template(const std::string& kind, const std::string& file,
                           const policy::FurtherColumns& columns);

}  // namespace xueshi::imports
