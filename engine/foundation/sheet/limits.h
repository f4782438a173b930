// Limits: what a file that people hand in may cost.
#pragma once

#include <cstdint>

namespace xueshi::sheet {

// A part is one file inside the zip; sizes are counted while inflating.
inline constexpr std::int64_t kMostCellBytes = std::int64_t{1} << 20;
inline constexpr int kMostColumns = 16'384;  // as Excel has
inline constexpr int kMostWorkbookRows = 1'048'576;
inline constexpr std::int64_t kMostPartBytes = std::int64_t{64} << 20;
inline constexpr std::int64_t kMostWorkbookBytes = std::int64_t{128} << 20;
inline constexpr std::int64_t kMostInflation = 200;  // inflated ÷ compressed, of parts above 1 MiB

}  // namespace xueshi::sheet
