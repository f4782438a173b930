#include "sheet/input_file.h"

#include <errno.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "base/system_error.h"

namespace xueshi::sheet {

namespace {

std::size_t check_read(ssize_t got, const std::string& path) {
  if (got >= 0) return static_cast<std::size_t>(got);
  throw base::Error(base::ErrorKind::kDisk, fmt::format("读取 {} 时出错：{}，请检查磁盘后重试",
                                                        path, base::describe_system_error(errno)));
}

Fault cannot_open(int error) {
  return {"sheet.cannot-open",
          fmt::format("打不开这个文件：{}", base::describe_system_error(error))};
}

// 0 where it is a regular file, whose size is set.
int check_kind(int descriptor, std::int64_t& size) {
  struct stat status;
  if (::fstat(descriptor, &status) != 0) return errno;
  size = status.st_size;
  if (S_ISDIR(status.st_mode)) return EISDIR;
  return S_ISREG(status.st_mode) ? 0 : ENXIO;
}

}  // namespace

std::unique_ptr<InputFile> InputFile::open(const std::string& path, Fault& fault) {
  int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  std::int64_t size = 0;
  int error = descriptor < 0 ? errno : check_kind(descriptor, size);
  if (error != 0) {
    if (descriptor >= 0) ::close(descriptor);
    fault = cannot_open(error);
    return nullptr;
  }
  ::posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
  return std::unique_ptr<InputFile>(new InputFile(path, descriptor, size));
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
