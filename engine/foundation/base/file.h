// File: the files that people write, read whole – or why not.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace xueshi::base {

// What came of reading a file.
struct FileText {
  std::string text;
  int error = 0;  // the system's; 0: the text is there

  bool ok() const { return error == 0; }
  bool is_absent() const;   // there is no such file, nor anything in its place
  bool is_link() const;     // of read_file_below(): it, or a folder on the way to it, is a link
  std::string why() const;  // "没有权限", as describe_system_error() says. Requires: not ok().
};

// The text of a file, cut after `most` bytes; of a pipe, what its writer puts in (nothing where it
// has none: that is not waited for). A folder is an error like any other.
FileText read_file(const std::filesystem::path& path, std::size_t most);

// The text of a regular file somewhere below a folder that others may write to: no link is followed
// on the way from there, nothing but a file is read. The folder itself may be a link.
FileText read_file_below(const std::filesystem::path& folder, const std::filesystem::path& file,
                         std::size_t most);

// Writes the whole file, through `<path>.part`, and makes its folder where it is not there. Throws
// base::Error(kDisk) that says why.
void write_file(const std::filesystem::path& path, const std::string& text);

// What lies in a folder, in byte order of name; empty where there is no folder. Throws
// base::Error(kDisk) where it cannot be read.
std::vector<std::filesystem::path> list_folder(const std::filesystem::path& folder);

}  // namespace xueshi::base
