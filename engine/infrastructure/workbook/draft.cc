#include "workbook/draft.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>

namespace xueshi::workbook {

namespace {

// 0 or why not.
int copy_all(int from, int to) {
  char bytes[1 << 16];
  ssize_t got = 0;
  for (off_t at = 0; (got = ::pread(from, bytes, sizeof bytes, at)) > 0; at += got) {
    for (ssize_t done = 0; done < got;) {
      ssize_t written = ::write(to, bytes + done, static_cast<std::size_t>(got - done));
      if (written < 0 && errno == EINTR) continue;
      if (written <= 0) return written < 0 ? errno : ENOSPC;
      done += written;
    }
  }
  return got < 0 ? errno : 0;
}

}  // namespace

Draft::Draft(const std::filesystem::path& path)
    : path_(path), name_(path.string()), file_(::memfd_create("workbook", MFD_CLOEXEC)) {
  if (file_ < 0) return;
  name_ = fmt::format("/proc/self/fd/{}", file_);
  if (::access(name_.c_str(), W_OK) == 0) return;
  ::close(file_);
  file_ = -1;
  name_ = path.string();
}

Draft::~Draft() {
  if (file_ >= 0) ::close(file_);
}

int Draft::copy() const {
  if (file_ < 0) return 0;
  int part = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (part < 0) return errno;
  int error = copy_all(file_, part);
  if (::close(part) != 0 && error == 0) error = errno;
  return error;
}

}  // namespace xueshi::workbook
