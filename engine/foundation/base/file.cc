#include "base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>

#include "base/error.h"
#include "base/system_error.h"

namespace xueshi::base {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const char* deed, const fs::path& path, int error) {
  throw Error(ErrorKind::kDisk,
              fmt::format("{} {}：{}", deed, path.string(), describe_system_error(error)));
}

// Opened without waiting for the writer of a pipe, read with waiting for what it writes. 0 where it
// can be read.
int make_readable(int descriptor) {
  struct stat status;
  if (::fstat(descriptor, &status) != 0) return errno;
  if (S_ISDIR(status.st_mode)) return EISDIR;
  return ::fcntl(descriptor, F_SETFL, O_RDONLY) == 0 ? 0 : errno;
}

// A descriptor to go on from, or less than 0 with errno: ELOOP where a link stands there.
int step_into(int folder, const fs::path& name) {
  int descriptor = ::openat(folder, name.c_str(), O_PATH | O_NOFOLLOW | O_CLOEXEC);
  struct stat status;
  if (descriptor < 0 || ::fstat(descriptor, &status) != 0 || !S_ISLNK(status.st_mode))
    return descriptor;
  ::close(descriptor);
  errno = ELOOP;
  return -1;
}

// 0 where it is a regular file.
int require_regular(int descriptor) {
  struct stat status;
  if (::fstat(descriptor, &status) != 0) return errno;
  if (S_ISDIR(status.st_mode)) return EISDIR;
  return S_ISREG(status.st_mode) ? 0 : ENXIO;
}

// 0, or why it stopped.
int read_all(int descriptor, std::size_t most, std::string& text) {
  constexpr std::size_t kPiece = std::size_t{1} << 16;
  while (text.size() < most) {
    std::size_t had = text.size();
    text.resize(std::min(most, had + kPiece));
    ssize_t got = ::read(descriptor, text.data() + had, text.size() - had);
    int error = errno;
    text.resize(had + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got == 0) return 0;
    if (got < 0 && error != EINTR) return error;
  }
  return 0;
}

void make_folder(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) fail("无法建立文件夹", folder, error.value());
}

}  // namespace

// ENOTDIR: a folder on the way to it is a file, so it is not there either.
bool FileText::is_absent() const { return error == ENOENT || error == ENOTDIR; }

bool FileText::is_link() const { return error == ELOOP; }

std::string FileText::why() const { return describe_system_error(error); }

FileText read_file(const fs::path& path, std::size_t most) {
  FileText file;
  int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return {"", errno};
  file.error = make_readable(descriptor);
  if (file.ok()) file.error = read_all(descriptor, most, file.text);
  ::close(descriptor);
  return file;
}

FileText read_file_below(const fs::path& folder, const fs::path& file, std::size_t most) {
  int at = ::open(folder.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
  for (const fs::path& name : file.parent_path()) {
    if (at < 0) break;
    int next = step_into(at, name);
    int error = errno;
    ::close(at);
    errno = error;
    at = next;
  }
  if (at < 0) return {"", errno};
  constexpr int kFlags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW;
  int descriptor = ::openat(at, file.filename().c_str(), kFlags);
  int error = errno;
  ::close(at);
  if (descriptor < 0) return {"", error};
  FileText read{"", require_regular(descriptor)};
  if (read.ok()) read.error = read_all(descriptor, most, read.text);
  ::close(descriptor);
  return read;
}

void write_file(const fs::path& path, const std::string& text) {
  fs::path part = path.string() + ".part";
  if (path.has_parent_path()) make_folder(path.parent_path());
  errno = 0;
  std::ofstream stream(part, std::ios::binary);
  stream << text;
  stream.close();
  if (!stream) fail("无法写入", path, errno != 0 ? errno : EIO);
  std::error_code error;
  fs::rename(part, path, error);
  if (error) fail("无法写入", path, error.value());
}

std::vector<fs::path> list_folder(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code error;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    entries.push_back(at->path());
  bool is_absent = error == std::errc::no_such_file_or_directory;
  if (error && !is_absent) fail("无法读取文件夹", folder, error.value());
  std::sort(entries.begin(), entries.end());
  return entries;
}

}  // namespace xueshi::base
