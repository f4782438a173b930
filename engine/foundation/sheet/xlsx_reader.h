// The first visible sheet of an .xlsx, row by row.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>

#include "base/finding.h"
#include "sheet/archive.h"
#include "sheet/input_file.h"
#include "sheet/reader.h"

namespace xueshi::sheet {

// Null with a finding where the file is no workbook that may be read. Reads the
// small parts and the shared strings; the sheet itself is inflated and parsed
// as rows are asked for. `as_shown`: as people see its numbers, else as they are stored.
// `sheet`: which of the visible ones, from 0.
std::unique_ptr<Reader> open_workbook(const std::string& shown, std::unique_ptr<InputFile> file,
                                      const Limits& limits, bool as_shown, base::Findings& findings,
                                      std::size_t sheet = 0);

// The part of the sheet that open_workbook() reads; absent where it reads none.
std::optional<std::string> find_read_part(Archive& archive);

}  // namespace xueshi::sheet
