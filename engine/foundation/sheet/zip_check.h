// What the first and last bytes of a file say, before a zip library reads it.
#pragma once

#include <cstdint>

#include "sheet/fault.h"
#include "sheet/input_file.h"

namespace xueshi::sheet {

// A fault for an empty file, an old .xls, an encrypted workbook, anything that
// is no zip, a zip that is too large, cut off, or claims more parts than any
// workbook has.
Fault check_zip(const InputFile& file, std::int64_t most_bytes);

}  // namespace xueshi::sheet
