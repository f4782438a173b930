// The corrected-by-hand way of an import: a copy of a workbook with a column 错误信息.
#pragma once

#include <optional>
#include <string>

#include "base/finding.h"
#include "imports/import_files.h"

namespace xueshi::imports {

// Writes the copy of a workbook that has errors among the findings, every message in its row, where
// the file says. Absent for a csv, for a workbook without errors, where it could not be read at
// all, and where the file wants none.
std::optional<std::string> write_error_copy(const ImportFile& file, const base::Findings& findings);

}  // namespace xueshi::imports
