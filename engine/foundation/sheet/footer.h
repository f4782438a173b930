// The footer that a workbook prints below its first sheet.
#pragma once

#include <optional>
#include <string>

namespace xueshi::sheet {

// As the format writes it: "&C第 &P 页&R&8…". Empty where the sheet has none; absent where the file
// is no workbook that may be read.
std::optional<std::string> find_footer(const std::string& path);

}  // namespace xueshi::sheet
