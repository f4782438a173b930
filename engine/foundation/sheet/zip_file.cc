#include "sheet/zip_file.h"

#include <fmt/format.h>
#include <zip.h>

#include <memory>

#include "base/error.h"
#include "base/text.h"

namespace xueshi::sheet {

namespace {

namespace fs = std::filesystem;

constexpr time_t kNoDate = 315'532'800;  // 1980-01-01, the first that a zip can say

[[noreturn]] void fail(const fs::path& path, const char* why) {
  throw base::Error(base::ErrorKind::kDisk, fmt::format("无法写入 '{}'：{}", path.string(), why));
}

struct Discard {
  void operator()(zip_t* zip) const { zip_discard(zip); }
};

void add(zip_t* zip, const fs::path& path, const ZipEntry& entry) {
  zip_source_t* source = zip_source_file(zip, entry.file.c_str(), 0, -1);
  if (source == nullptr) fail(path, zip_strerror(zip));
  zip_int64_t index = zip_file_add(zip, entry.name.c_str(), source, ZIP_FL_ENC_UTF_8);
  if (index < 0) {
    zip_source_free(source);
    fail(path, zip_strerror(zip));
  }
  auto at = static_cast<zip_uint64_t>(index);
  if (zip_set_file_compression(zip, at, ZIP_CM_STORE, 0) != 0 ||
      zip_file_set_mtime(zip, at, kNoDate, 0) != 0)
    fail(path, zip_strerror(zip));
}

bool is_kept(char c) {
  constexpr std::string_view kNever = "/\\:*?\"<>|";
  return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f && kNever.find(c) == std::string::npos;
}

}  // namespace

void write_zip(const fs::path& path, const std::vector<ZipEntry>& entries) {
  int error = 0;
  std::unique_ptr<zip_t, Discard> zip(zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error));
  if (!zip) fail(path, "压缩包打不开");
  for (const ZipEntry& entry : entries) add(zip.get(), path, entry);
  if (zip_close(zip.get()) != 0) fail(path, zip_strerror(zip.get()));
  zip.release();
  std::error_code code;
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, code);
  if (code) fail(path, code.message().c_str());
}

std::string step_of_path(const std::string& name) {
  std::string step;
  for (char c : name) step += is_kept(c) ? c : '_';
  while (!step.empty() && (step.back() == '.' || step.back() == ' ')) step.pop_back();
  return step.empty() ? "_" : step;
}

}  // namespace xueshi::sheet
