#include "workbook/publish.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/number.h"
#include "base/system_error.h"
#include "base/text.h"

namespace xueshi::workbook {

namespace fs = std::filesystem;

namespace {

constexpr const char* kEnding = ".part";

std::string reason(int error) {
  return error == EISDIR ? "那里有一个同名的文件夹" : base::describe_system_error(error);
}

// 0 or why not.
int sync_file(const fs::path& path, int flags) {
  int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) return errno;
  int error = ::fsync(descriptor) == 0 ? 0 : errno;
  ::close(descriptor);
  return error;
}

// A folder may be shared by machines, whose processes count for themselves.
const std::string& machine() {
  static const std::string kName = [] {
    char name[256] = {};
    ::gethostname(name, sizeof name - 1);
    std::string clean(name);
    std::replace(clean.begin(), clean.end(), '.', '-');
    return clean.empty() ? std::string("host") : clean;
  }();
  return kName;
}

std::string next_ending() {
  static std::atomic<unsigned> count{0};
  return fmt::format(".{}.{}.{}{}", machine(), ::getpid(), ++count, kEnding);
}

// The process in `<name>.xlsx.<machine>.<process>.<number>.part`; 0 for any other name: other
// people's files stay, and those of other machines.
pid_t process_of(const fs::path& path) {
  std::vector<std::string> parts = base::split(path.filename().string(), '.');
  if (parts.size() < 6 || path.extension() != kEnding) return 0;
  std::size_t last = parts.size() - 1;
  if (parts[last - 4] != "xlsx" || parts[last - 3] != machine()) return 0;
  return static_cast<pid_t>(base::parse_decimal(parts[last - 2], 0).value_or(0));
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
  part_ = folder / (final_.filename().string() + next_ending());
}

PartFile::PartFile(PartFile&& other) noexcept
    : final_(std::move(other.final_)),
      part_(std::move(other.part_)),
      is_synced_(other.is_synced_),
      published_(other.published_) {
  other.part_.clear();
}

PartFile::~PartFile() {
  if (part_.empty()) return;
  std::error_code ignored;
  fs::remove(part_, ignored);
}

void PartFile::sync() {
  if (is_synced_) return;
  if (int error = sync_file(part_, O_RDONLY)) fail_to_write(final_, error);
  is_synced_ = true;
}

Published PartFile::publish() {
  bool is_there = published_.has_value();
  Published published = put();
  if (!is_there && published == Published::kWritten) sync_folder(part_.parent_path());
  return published;
}

bool PartFile::publish_new() {
  sync();
  int failed = ::renameat2(AT_FDCWD, part_.c_str(), AT_FDCWD, final_.c_str(), RENAME_NOREPLACE);
  if (failed != 0 && (errno == EINVAL || errno == ENOSYS))
    failed = ::link(part_.c_str(), final_.c_str());  // an old file system
  if (failed != 0 && errno == EEXIST) return false;
  if (failed != 0) fail_to_write(final_, errno);
  published_ = Published::kWritten;
  sync_folder(part_.parent_path());
  return true;
}

Published PartFile::put() {
  if (published_) return *published_;
  if (same_bytes(part_, final_)) return *(published_ = Published::kUpToDate);
  sync();
  if (::rename(part_.c_str(), final_.c_str()) != 0) fail_to_write(final_, errno);
  return *(published_ = Published::kWritten);
}

void sync_folder(const fs::path& folder) {
  // Some file systems know no sync of a folder.
  int error = sync_file(folder, O_RDONLY | O_DIRECTORY);
  if (error == 0 || error == EINVAL || error == ENOTSUP) return;
  throw base::Error(base::ErrorKind::kDisk, fmt::format("{} 中的文件已写好，但磁盘没有确认：{}",
                                                        folder.string(), reason(error)));
}

void keep_as(const fs::path& from, const fs::path& to) {
  std::error_code error;
  fs::create_directories(to.parent_path(), error);
  if (error) fail_to_write(to.parent_path(), error.value());
  if (::link(from.c_str(), to.c_str()) == 0 || errno == EEXIST) return;
  PartFile part(to);
  fs::copy_file(from, part.path(), error);
  if (error) fail_to_write(to, error.value());
  part.publish();
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
