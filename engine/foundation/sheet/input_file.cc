#include "sheet/input_file.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"

namespace xueshi::sheet {

namespace {

std::size_t check_read(ssize_t got, const std::string& path) {
  if (got >= 0) return static_cast<std::size_t>(got);
  throw base::Error(base::ErrorKind::kDisk, fmt::format("读取 {} 时出错，请检查磁盘后重试", path));
}

}  // namespace

std::unique_ptr<InputFile> InputFile::open(const std::string& path) {
  int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return nullptr;
  struct stat status;
  if (::fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
    ::close(descriptor);
    return nullptr;
  }
  ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
  return std::unique_ptr<InputFile>(new InputFile(path, descriptor, status.st_size));
}

InputFile::~InputFile() { ::close(descriptor_); }

std::size_t InputFile::read(char* into, std::size_t most) {
  ssize_t got;
  do {
    got = ::read(descriptor_, into, most);
  } while (got < 0 && errno == EINTR);
  return check_read(got, path_);
}

std::size_t InputFile::read_at(std::int64_t offset, char* into, std::size_t most) const {
  ssize_t got;
  do {
    got = ::pread(descriptor_, into, most, offset);
  } while (got < 0 && errno == EINTR);
  return check_read(got, path_);
}

}  // namespace xueshi::sheet
