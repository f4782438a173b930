// Draft: where libxlsxwriter writes its zip – a file in memory, which cannot be full.
//
// On a full disk the library prints a line of its own, and its error says nothing of why. So it
// never sees the disk: the finished zip is copied by ourselves, and what fails has an errno.
#pragma once

#include <filesystem>
#include <string>

namespace xueshi::workbook {

class Draft {
 public:
  // `path`: what is written to in its place where the machine has no files in memory.
  explicit Draft(const std::filesystem::path& path);
  ~Draft();
  Draft(const Draft&) = delete;

  const std::string& name() const { return name_; }  // that the library can open
  // Copies what was written to the path. 0, or the errno of what failed.
  int copy() const;

 private:
  std::filesystem::path path_;
  std::string name_;
  int file_;
};

}  // namespace xueshi::workbook
