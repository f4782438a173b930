// console.js, which is part of the program; CMake writes the source.
#pragma once

#include <string_view>

namespace xueshi::web {

std::string_view script_text();

}  // namespace xueshi::web
