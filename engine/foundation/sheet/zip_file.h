// ZipFile: files put together in one zip, for people to take along.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace xueshi::sheet {

struct ZipEntry {
  std::string name;  // in the zip, UTF-8: "I001 某所/2017年度报表.xlsx"
  std::filesystem::path file;
};

// Puts the files there as they are, without packing them again; their dates are left out, so that
// the same files give the same bytes. Its owner alone may read it. Throws base::Error(kDisk).
void write_zip(const std::filesystem::path& path, const std::vector<ZipEntry>& entries);

// A name that every system takes as one step of a path: what it may not hold is `_`.
std::string step_of_path(const std::string& name);

}  // namespace xueshi::sheet
