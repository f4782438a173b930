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

[[noreturn]] void fail(const char* what, const fs::path& path) {
  throw base::Error(base::ErrorKind::kDisk, fmt::format("cannot {} {}: {}; nothing was published",
                                                        what, path.string(), std::strerror(errno)));
}

void sync(const fs::path& path, int flags) {
  int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
  if (descriptor < 0) fail("open", path);
  int result = ::fsync(descriptor);
  ::close(descriptor);
  if (result != 0) fail("sync", path);
}

// The process in `<name>.<process>.part`; 0 for any other name.
pid_t process_of(const fs::path& path) {
  if (path.extension() != kEnding) return 0;
  std::string process = path.stem().extension().string();
  auto number = process.size() > 1 ? base::parse_decimal(process.substr(1), 0) : std::nullopt;
  return static_cast<pid_t>(number.value_or(0));
}

}  // namespace

PartFile::PartFile(fs::path final_path) : final_(std::move(final_path)) {
  fs::path folder = final_.has_parent_path() ? final_.parent_path() : fs::path(".");
  std::error_code error;
  fs::create_directories(folder, error);
  if (error || !fs::is_directory(folder)) {
    throw base::Error(base::ErrorKind::kDisk,
                      fmt::format("cannot create the folder {}: {}", folder.string(),
                                  error ? error.message() : "it is a file"));
  }
  part_ = folder / fmt::format("{}.{}{}", final_.filename().string(), ::getpid(), kEnding);
}

PartFile::~PartFile() {
  std::error_code ignored;
  fs::remove(part_, ignored);
}

Published PartFile::publish() {
  if (same_bytes(part_, final_)) return Published::kUpToDate;
  sync(part_, O_RDONLY);
  if (::rename(part_.c_str(), final_.c_str()) != 0) fail("rename", part_);
  sync(part_.parent_path(), O_RDONLY | O_DIRECTORY);
  return Published::kWritten;
}

void remove_stale_parts(const fs::path& folder) {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    pid_t process = process_of(entry.path());
    bool dead = process > 0 && process != ::getpid() && ::kill(process, 0) != 0 && errno == ESRCH;
    if (dead) fs::remove(entry.path(), error);
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
