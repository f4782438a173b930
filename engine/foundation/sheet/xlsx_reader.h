// The first sheet of an .xlsx, row by row.
#pragma once

#include <memory>
#include <string>

#include "base/finding.h"
#include "sheet/archive.h"
#include "sheet/input_file.h"
#include "sheet/reader.h"

namespace xueshi::sheet {

// Null with a finding where the file is no workbook that may be read. Reads the
// small parts and the shared strings; the sheet itself is inflated and parsed
// as rows are asked for.
std::unique_ptr<Reader> open_workbook(const std::string& shown, std::unique_ptr<InputFile> file,
                                      const Limits& limits, base::Findings& findings);

}  // namespace xueshi::sheet
