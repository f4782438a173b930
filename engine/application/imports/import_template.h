// Empty import workbooks for clerks.
#pragma once

#include <string>

namespace xueshi::imports {

// Headings, drop-down lists and a row marked 示例. Refuses an unknown kind ("import.unknown-kind")
// and a file that is already there ("import.file-exists").
void write_import_template(const std::string& kind, const std::string& file);

}  // namespace xueshi::imports
