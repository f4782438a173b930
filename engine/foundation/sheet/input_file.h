// InputFile: the bytes of a regular file, read forward.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "sheet/fault.h"

namespace xueshi::sheet {

class InputFile {
 public:
  // Null with a fault ("sheet.cannot-open", and why) where there is no such regular file, or it may
  // not be read.
  static std::unique_ptr<InputFile> open(const std::string& path, Fault& fault);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  const std::string& path() const { return path_; }  // as it was opened
  std::int64_t size() const { return size_; }
  // Up to `most` bytes; 0 at the end. Throws base::Error (kDisk) where the disk fails.
  std::size_t read(char* into, std::size_t most);
  // The same from a position, without moving the one `read` goes on from.
  std::size_t read_at(std::int64_t offset, char* into, std::size_t most) const;

 private:
  InputFile(std::string path, int descriptor, std::int64_t size)
      : path_(std::move(path)), descriptor_(descriptor), size_(size) {}

  std::string path_;
  int descriptor_;
  std::int64_t size_;
};

}  // namespace xueshi::sheet
