#include "workbook/publish.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/error.h"
#include "base/number.h"

namespace xueshi::workbook {

namespace fs = std::filesystem;

namespace {

constexpr const char* kEnding = ".part";

std::string reason(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return "磁盘已满";
    case EACCES:
    case EPERM:
      return "没有权限";
    case EROFS:
      return "磁盘只读";
    case EISDIR:
      return "那里有一个同名的文件夹";
    case ENOTDIR:
      return "路径中有一个文件，不是文件夹";
    default:
      return std::strerror(error);
  }
}

// 0 or why not.
int sync(const fs::path& path, int flags) {
  int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) return errno;
  int error = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  return error;
}

// The process in `<name>.xlsx.<process>.part`; 0 for any other name: other people's files stay.
pid_t process_of(const fs::path& path) {
  if (path.extension() != kEnding || path.stem().stem().extension() != ".xlsx") return 0;
  std::string process = path.stem().extension().string();
  auto number = process.size() > 1 ? base::parse_decimal(process.substr(1), 0) : std::nullopt;
  return static_cast<pid_t>(number.value_or(0));
}

}  // namespace

void fail_to_write(const fs::path& final_path, int error) {
  throw base::Error(base::ErrorKind::kDisk, fmt::format("无法写入 {}：{}；没有生成文件",
                                                        final_path.string(), reason(error)));
}

PartFile::PartFile(fs::path final_path) : final_(std::move(final_path)) {
  fs::path folder = final_.has_parent_path() ? final_.parent_path() : fs::path(".");
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) fail_to_write(folder, error.value());
  if (!fs::is_directory(folder)) fail_to_write(folder, ENOTDIR);
  part_ = folder / fmt::format("{}.{}{}", final_.filename().string(), ::getpid(), kEnding);
}

PartFile::~PartFile() {
  std::error_code ignored;
  fs::remove(part_, ignored);
}

Published PartFile::publish() {
  if (same_bytes(part_, final_)) return Published::kUpToDate;
  if (int error = sync(part_, O_RDONLY)) fail_to_write(final_, error);
  if (::rename(part_.c_str(), final_.c_str()) != 0) fail_to_write(final_, errno);
  // Some file systems know no sync of a folder.
  int error = sync(part_.parent_path(), O_RDONLY | O_DIRECTORY);
  if (error != 0 && error != EINVAL && error != ENOTSUP) {
    throw base::Error(base::ErrorKind::kDisk,
                      fmt::format("{} 已写好，但磁盘没有确认：{}", final_.string(), reason(error)));
  }
  return Published::kWritten;
}

void remove_stale_parts(const fs::path& folder) {
  std::error_code error;
  std::error_code ignored;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    pid_t process = process_of(at->path());
    bool dead = process > 0 && process != ::getpid() && ::kill(process, 0) != 0 && errno == ESRCH;
    if (dead) fs::remove(at->path(), ignored);
  }
}

bool same_bytes(const fs::path& a, const fs::path& b) {
  std::error_code error;
  auto size = fs::file_size(a, error);
  if (error || size != fs::file_size(b, error) || error) return false;
  std::ifstream one(a, std::ios::binary), other(b, std::ios::binary);
  char left[1 << 14], right[1 << 14];
  while (one.read(left, sizeof left), other.read(right, sizeof right), one.gcount() > 0) {
    if (one.gcount() != other.gcount() || std::memcmp(left, right, one.gcount()) != 0) return false;
  }
  return one.eof() && other.eof();
}

}  // namespace xueshi::workbook
