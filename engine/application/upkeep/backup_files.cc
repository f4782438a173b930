#include "upkeep/backup_files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>

#include "base/blocker.h"
#include "base/error.h"
#include "base/number.h"
#include "base/system_error.h"
#include "session/files.h"

namespace xueshi::upkeep {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kPiece = 256 << 10;

[[noreturn]] void fail(const fs::path& path, int error) {
  bool is_full = error == ENOSPC || error == EDQUOT || error == EFBIG;
  std::string why = is_full ? "磁盘已满" : base::describe_system_error(error);
  throw base::Error(base::ErrorKind::kDisk, fmt::format("无法写入 {}：{}", path.string(), why));
}

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

[[noreturn]] void refuse_existing(const fs::path& path) {
  throw base::Refused("backup.exists",
                      fmt::format("{} 已存在：每份备份用一个新文件夹", path.string()));
}

void sync(const fs::path& path, int flags) {
  Descriptor file(::open(path.c_str(), flags | O_CLOEXEC));
  if (file.get() < 0) fail(path, errno);
  bool is_folder = (flags & O_DIRECTORY) != 0;
  // Some file systems know no sync of a folder.
  if (::fsync(file.get()) != 0 && !(is_folder && (errno == EINVAL || errno == ENOTSUP)))
    fail(path, errno);
}

void write_all(int file, const fs::path& path, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t done = ::write(file, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) fail(path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
}

// `<name>.<process>.part`
bool is_part(const fs::path& path) {
  std::string process = path.stem().extension().string();
  return path.extension() == ".part" && process.size() > 1 &&
         process.find_first_not_of("0123456789", 1) == process.npos;
}

// Not a file in it that a backup does not make. An empty one may be about to be locked.
bool holds_backup_alone(const fs::path& folder) {
  bool is_empty = true;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
    std::string name = entry.path().filename().string(), ending = entry.path().extension().string();
    bool is_ours = name.rfind("database.", 0) == 0 || name == kManifestFile || ending == ".heads" ||
                   ending == ".key";
    if (!is_ours) return false;
    is_empty = false;
  }
  return !error && !is_empty;
}

void remove_stale(const fs::path& folder) {
  std::error_code error, ignored;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (!is_part(at->path()) || !holds_backup_alone(at->path())) continue;
    Descriptor lock(::open(at->path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
    if (lock.get() >= 0 && ::flock(lock.get(), LOCK_EX | LOCK_NB) == 0)
      fs::remove_all(at->path(), ignored);
  }
}

}  // namespace

Descriptor::~Descriptor() {
  if (number_ >= 0) ::close(number_);
}

PartFolder::PartFolder(fs::path final_path) : final_(std::move(final_path)) {
  if (final_.filename().empty()) final_ = final_.parent_path();
  std::error_code error;
  if (fs::symlink_status(final_, error).type() != fs::file_type::not_found) refuse_existing(final_);
  fs::create_directories(folder_of(final_), error);
  if (error) fail(folder_of(final_), error.value());
  remove_stale(folder_of(final_));
  fs::path part = final_.string() + fmt::format(".{}.part", ::getpid());
  if (::mkdir(part.c_str(), 0700) != 0) fail(part, errno);
  part_ = part;
  lock_.emplace(::open(part_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (lock_->get() < 0 || ::flock(lock_->get(), LOCK_EX | LOCK_NB) != 0) fail(part_, errno);
}

PartFolder::~PartFolder() {
  std::error_code ignored;
  if (!part_.empty()) fs::remove_all(part_, ignored);
}

void PartFolder::publish() {
  for (const fs::directory_entry& entry : fs::directory_iterator(part_)) {
    if (::chmod(entry.path().c_str(), 0600) != 0) fail(entry.path(), errno);
    sync(entry.path(), O_RDONLY);
  }
  sync(part_, O_RDONLY | O_DIRECTORY);
  if (!rename_to_new(part_, final_)) refuse_existing(final_);
  part_.clear();
}

std::optional<BackupFile> find_file(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(fs::symlink_status(path, error))) return std::nullopt;
  auto size = static_cast<std::int64_t>(fs::file_size(path, error));
  std::optional<std::string> hash = session::sha256_of(path);
  if (error || !hash) return std::nullopt;
  return BackupFile{path.filename().string(), size, *hash};
}

void save_file_copy(const fs::path& from, const fs::path& to, bool whole_lines) {
  Descriptor in(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
  if (in.get() < 0) {
    throw base::Error(base::ErrorKind::kDisk, fmt::format("无法读取 {}：{}", from.string(),
                                                          base::describe_system_error(errno)));
  }
  Descriptor out(::open(to.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (out.get() < 0) fail(to, errno);
  std::string piece(kPiece, '\0');
  off_t written = 0, end_of_line = 0;
  for (ssize_t got; (got = ::read(in.get(), piece.data(), kPiece)) != 0;) {
    if (got < 0) {
      throw base::Error(base::ErrorKind::kDisk, fmt::format("无法读取 {}：{}", from.string(),
                                                            base::describe_system_error(errno)));
    }
    std::string_view bytes(piece.data(), static_cast<std::size_t>(got));
    write_all(out.get(), to, bytes);
    if (std::size_t at = bytes.rfind('\n'); at != bytes.npos)
      end_of_line = written + static_cast<off_t>(at) + 1;
    written += got;
  }
  if (whole_lines && ::ftruncate(out.get(), end_of_line) != 0) fail(to, errno);
  if (::fsync(out.get()) != 0) fail(to, errno);
}

void write_new_file(const fs::path& path, const std::string& text) {
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (file.get() < 0) fail(path, errno);
  write_all(file.get(), path, text);
  if (::fsync(file.get()) != 0) fail(path, errno);
}

void remove_dead_parts(const fs::path& file) {
  std::string begin = file.filename().string() + ".";
  std::error_code error, ignored;
  for (fs::directory_iterator at(folder_of(file), error), end; !error && at != end;
       at.increment(error)) {
    if (!is_part(at->path()) || at->path().filename().string().rfind(begin, 0) != 0) continue;
    std::string process = at->path().stem().extension().string().substr(1);
    auto number = static_cast<pid_t>(base::parse_decimal(process, 0).value_or(0));
    if (number > 0 && ::kill(number, 0) != 0 && errno == ESRCH) fs::remove(at->path(), ignored);
  }
}

bool rename_to_new(const fs::path& from, const fs::path& to) {
  int done = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE);
  if (done != 0 && errno == EEXIST) return false;
  // File systems that know no such rename (EINVAL): nobody else makes this name but by mistake.
  if (done != 0 && errno == EINVAL) {
    std::error_code error;
    if (fs::symlink_status(to, error).type() != fs::file_type::not_found) return false;
    done = ::rename(from.c_str(), to.c_str());
  }
  if (done != 0) fail(to, errno);
  sync(folder_of(to), O_RDONLY | O_DIRECTORY);
  return true;
}

}  // namespace xueshi::upkeep
