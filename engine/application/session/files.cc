#include "session/files.h"

#include <fmt/format.h>

#include <fstream>
#include <system_error>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "seal/hash.h"

namespace xueshi::session {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostBytes = 64u << 20;

}  // namespace

bool is_absent(const fs::path& path) {
  std::error_code unknown;
  return !fs::exists(path, unknown) && !unknown;
}

std::string read_text(const fs::path& path) {
  base::FileText file = base::read_file(path, kMostBytes);
  if (file.ok()) return std::move(file.text);
  throw base::Error(base::ErrorKind::kDisk,
                    fmt::format("无法读取 {}：{}", path.string(), file.why()));
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

std::vector<fs::path> list_files(const fs::path& folder, const std::string& ending) {
  std::vector<fs::path> files = base::list_folder(folder);
  std::erase_if(files, [&](const fs::path& path) {
    return path.extension() != ending || path.filename().string().starts_with('.');
  });
  return files;
}

}  // namespace xueshi::session
