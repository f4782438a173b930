// Annotated copies: a person's workbook with one more column, everything else as it was.
//
// Only the part of the sheet that is read is written again, and of it only the rows' ends: formats,
// formulas, comments, validations and other sheets stay byte for byte. Such a copy is sealed, so
// that it can be told later whether somebody worked in it.
#pragma once

#include <string>

#include "sheet/sheet_part.h"

namespace xueshi::sheet {

// Writes a copy of a workbook that open() reads. False, and nothing is written, where its sheet is
// stored in a way that cannot be added to (not in UTF-8). Throws base::Error(kDisk).
bool write_annotated_copy(const std::string& from, const std::string& to,
                          const Annotation& annotation);

// Seals a workbook: its parts are as they are now until somebody saves it again. Throws
// base::Error(kDisk).
void seal_copy(const std::string& path);
// False also where there is no such workbook.
bool is_as_sealed(const std::string& path);

}  // namespace xueshi::sheet
