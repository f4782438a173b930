// Sheet: the cells of a `.csv` or of the first visible sheet of an `.xlsx`, row by row and under
// limits, as text.
//
// A file is a person's: whatever is wrong with it becomes a finding (`sheet.*`) with its place,
// never an exception. Rows are streamed; of a workbook only its shared strings are kept in memory.
//
//   csv    UTF-8 with or without BOM, RFC 4180 quoting, LF or CRLF; GB18030 and UTF-16, semicolons
//          and tabs with a warning.
//   xlsx   Numbers are rounded to 15 digits and printed plainly (130.80000000000001 → "130.8"),
//          dates, durations, percentages and leading zeros as the cell's number format shows them
//          ("2016-11-01", "2016-11-01 09:00", "27:30", "85%", "00123"), booleans as 是 and 否. A
//          cell has a fault instead of a text where it is a formula – never evaluated – or an error
//          value, or where the page shows another number than the one that is stored.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/finding.h"
#include "sheet/reader.h"

namespace xueshi::sheet {

// ".xlsx" of "People.XLSX"; empty without one.
std::string extension_of(std::string_view path);

// Opens a file by its extension. Null with a finding where it cannot be read: missing, another
// format, not a zip, encrypted, an old .xls, above the limits. Requires: `findings` outlives the
// reader, which adds to it.
std::unique_ptr<Reader> open(const std::string& path, base::Findings& findings);

// The same for bytes that lie elsewhere than under the name that a person gave them (an upload):
// extension and findings go by that name.
std::unique_ptr<Reader> open_as(const std::string& shown, const std::string& path,
                                base::Findings& findings);

// Opens a workbook of our own making, such as one still called `*.part`: whatever its name and size
// are, the limits above do not apply, and numbers come as they are stored. `sheet`: which of the
// visible ones, from 0.
std::unique_ptr<Reader> open_own_workbook(const std::string& path, base::Findings& findings,
                                          std::size_t sheet = 0);

}  // namespace xueshi::sheet
