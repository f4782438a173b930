// A fast look for bytes that no text may hold.
#pragma once

#include <cstddef>
#include <string_view>

namespace xueshi::sheet {

// Where the first NUL or byte that is not UTF-8 stands; npos for a clean text.
std::size_t find_unclean(std::string_view text);

}  // namespace xueshi::sheet
