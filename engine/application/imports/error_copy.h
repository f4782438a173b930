// The corrected-by-hand way of an import: a copy of a workbook with a column 错误信息.
#pragma once

#include <optional>
#include <string>

#include "base/finding.h"

namespace xueshi::imports {

// Writes `<name>-错误.xlsx` beside a workbook that has errors among the findings, every message in
// its row. Absent for a csv, for a workbook without errors, and where it could not be read at all.
std::optional<std::string> write_error_copy(const std::string& path,
                                            const base::Findings& findings);

}  // namespace xueshi::imports
