// The examples of findings that came with the program: the files of tests/errors, as the tests hold
// them. Written into the program when it is built (cmake/error_files.cmake).
#pragma once

#include <string_view>
#include <vector>

namespace xueshi::authoring {

struct ErrorFile {
  std::string_view path;  // "policy.idle-cap/never-full/wrong.yaml"
  std::string_view text;
};
// By path, in byte order. Without what is no text, is made by a program, or is larger than 8 KiB.
const std::vector<ErrorFile>& error_files();

}  // namespace xueshi::authoring
