#include "audit/private_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>

#include "audit/witness.h"
#include "base/error.h"
#include "base/file.h"
#include "base/system_error.h"
#include "seal/hash.h"

namespace xueshi::audit {

namespace {

namespace fs = std::filesystem;

constexpr int kNameBytes = 16;
constexpr std::chrono::hours kPassing{1};

void make_private(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (!error) fs::permissions(folder, fs::perms::owner_all, error);
  if (error) {
    throw base::Error(base::ErrorKind::kDisk,
                      fmt::format("不能使用文件夹 {}：{}", folder.string(), error.message()));
  }
}

}  // namespace

fs::path private_folder(const session::Session& session, const std::string& name) {
  fs::path folder = state_folder(session.settings()) / name;
  make_private(folder);
  return folder;
}

void remove_leftovers(const fs::path& folder, std::chrono::hours age) {
  auto long_ago = fs::file_time_type::clock::now() - age;
  for (const fs::path& path : base::list_folder(folder)) {
    std::error_code ignored;
    fs::file_time_type written = fs::last_write_time(path, ignored);
    if (!ignored && written < long_ago) fs::remove_all(path, ignored);
  }
}

void write_private(const fs::path& path, std::string_view bytes) {
  int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  bool is_written = file >= 0;
  while (is_written && !bytes.empty()) {
    ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    is_written = count > 0;
    if (is_written) bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  int error = errno;
  if (file >= 0 && ::close(file) != 0) is_written = false;
  if (is_written) return;
  std::error_code ignored;
  if (file >= 0) fs::remove(path, ignored);
  throw base::Error(base::ErrorKind::kDisk, fmt::format("不能写入 {}：{}", path.string(),
                                                        base::describe_system_error(error)));
}

PassingFolder::PassingFolder(const session::Session& session, const std::string& name) {
  fs::path above = private_folder(session, name);
  remove_leftovers(above, kPassing);
  path_ = above / seal::random_id(kNameBytes);
  make_private(path_);
}

PassingFolder::~PassingFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace xueshi::audit
