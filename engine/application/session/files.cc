#include "session/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include "base/error.h"
#include "seal/hash.h"

namespace xueshi::session {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostBytes = 64u << 20;

template <typename Wanted>
std::vector<fs::path> list(const fs::path& folder, Wanted wanted) {
  std::vector<fs::path> found;
  std::error_code absent;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, absent)) {
    if (wanted(entry)) found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

std::string cause_of(int error) {
  switch (error) {
    case EACCES:
    case EPERM:
      return "没有权限";
    case ENOENT:
      return "文件不存在";
    case EISDIR:
      return "是文件夹，不是文件";
    case ENOTDIR:
      return "路径中有一段不是文件夹";
    case ENOSPC:
    case EDQUOT:
      return "磁盘已满";
    case EROFS:
      return "文件系统是只读的";
    case EIO:
      return "磁盘读写出错";
    case EMFILE:
    case ENFILE:
      return "打开的文件太多";
    case ENAMETOOLONG:
      return "文件名太长";
    case ELOOP:
      return "符号链接太多层";
    default:
      return std::strerror(error);
  }
}

bool is_absent(const fs::path& path) {
  std::error_code unknown;
  return !fs::exists(path, unknown) && !unknown;
}

std::string read_text(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) {
    throw base::Error(base::ErrorKind::kDisk, fmt::format("{} 是文件夹，不是文件", path.string()));
  }
  std::ifstream stream(path, std::ios::binary);
  if (!stream) {
    throw base::Error(base::ErrorKind::kDisk,
                      fmt::format("无法读取 {}：{}", path.string(), cause_of(errno)));
  }
  std::string text;
  char chunk[1 << 16];
  while (text.size() < kMostBytes && (stream.read(chunk, sizeof chunk) || stream.gcount() > 0)) {
    text.append(chunk, static_cast<std::size_t>(stream.gcount()));
  }
  return text;
}

std::optional<std::string> sha256_of(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return std::nullopt;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return std::nullopt;
  seal::Sha256 hasher;
  std::vector<char> chunk(1 << 16);
  while (stream.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) ||
         stream.gcount() > 0) {
    hasher.add({chunk.data(), static_cast<std::size_t>(stream.gcount())});
  }
  if (!stream.eof()) return std::nullopt;
  return hasher.hex();
}

void write_text(const fs::path& path, const std::string& text) {
  fs::path part = path.string() + ".part";
  if (path.has_parent_path()) fs::create_directories(path.parent_path());
  std::ofstream stream(part, std::ios::binary);
  stream << text;
  stream.close();
  if (!stream) {
    throw base::Error(base::ErrorKind::kDisk,
                      fmt::format("无法写入 {}：请检查权限和磁盘空间", path.string()));
  }
  fs::rename(part, path);
}

std::vector<fs::path> list_files(const fs::path& folder, const std::string& ending) {
  return list(folder, [&](const fs::directory_entry& entry) {
    std::error_code error;
    return entry.is_regular_file(error) && entry.path().extension() == ending;
  });
}

std::vector<fs::path> list_folders(const fs::path& folder) {
  return list(folder, [](const fs::directory_entry& entry) {
    std::error_code error;
    return entry.is_directory(error);
  });
}

}  // namespace xueshi::session
