// The files of schema/, which are part of the program; CMake writes the source
// (cmake/schema_files.cmake).
#pragma once

#include <string_view>
#include <vector>

namespace xueshi::database {

struct SchemaFile {
  std::string_view name;  // "001-year-end.sql"
  std::string_view text;  // as it stands in the repository
};

// In order of number, from 001 without holes.
const std::vector<SchemaFile>& schema_files();

}  // namespace xueshi::database
