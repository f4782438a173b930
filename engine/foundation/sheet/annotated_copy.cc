#include "sheet/annotated_copy.h"

#include <fmt/format.h>
#include <zip.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

#include "base/error.h"
#include "sheet/archive.h"
#include "sheet/input_file.h"
#include "sheet/sheet_part.h"
#include "sheet/xlsx_reader.h"

namespace xueshi::sheet {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, std::string_view why) {
  throw base::Error(base::ErrorKind::kDisk, fmt::format("无法写入 '{}'：{}", path, why));
}

// A workbook that is changed. Unless close() is called, it stays as it was.
class OpenZip {
 public:
  explicit OpenZip(const std::string& path, int flags = 0) : path_(path) {
    int error = 0;
    zip_ = zip_open(path.c_str(), flags, &error);
  }
  ~OpenZip() {
    if (zip_ != nullptr) zip_discard(zip_);
  }
  OpenZip(const OpenZip&) = delete;

  zip_t* get() const { return zip_; }
  explicit operator bool() const { return zip_ != nullptr; }
  void require() const {
    if (zip_ == nullptr) fail(path_, "压缩包打不开");
  }
  [[noreturn]] void fail_with_its_error() { fail(path_, zip_strerror(zip_)); }
  void close() {
    if (zip_close(zip_) != 0) fail_with_its_error();
    zip_ = nullptr;
  }

 private:
  std::string path_;
  zip_t* zip_ = nullptr;
};

// Absent where it cannot be inflated within the limits.
std::optional<std::string> read_part(Archive& archive, const std::string& name) {
  std::unique_ptr<Part> part = archive.open_part(name);
  if (!part) return std::nullopt;
  std::string text;
  char piece[64 << 10];
  while (true) {
    std::optional<std::size_t> got = part->read(piece, sizeof piece);
    if (!got) return std::nullopt;
    if (*got == 0) return text;
    text.append(piece, *got);
  }
}

void replace_part(const std::string& path, const std::string& name, const std::string& text) {
  OpenZip zip(path);
  zip.require();
  zip_int64_t index = zip_name_locate(zip.get(), name.c_str(), ZIP_FL_NOCASE);
  zip_stat_t status;
  bool found = index >= 0 && zip_stat_index(zip.get(), index, 0, &status) == 0;
  if (!found) fail(path, "找不到工作表");
  zip_source_t* source = zip_source_buffer(zip.get(), text.data(), text.size(), 0);
  if (source == nullptr) zip.fail_with_its_error();
  if (zip_file_replace(zip.get(), index, source, 0) != 0) {
    zip_source_free(source);
    zip.fail_with_its_error();
  }
  if ((status.valid & ZIP_STAT_MTIME) != 0) zip_file_set_mtime(zip.get(), index, status.mtime, 0);
  zip.close();
}

// What its parts are, in their order: FNV-1a over names, sizes and checksums.
std::string seal_of(zip_t* zip) {
  std::uint64_t hash = 14'695'981'039'346'656'037U;
  zip_int64_t count = zip_get_num_entries(zip, 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    zip_stat_t status;
    if (zip_stat_index(zip, i, 0, &status) != 0) return "";
    for (char c : fmt::format("{}:{}:{};", status.name, status.size, status.crc)) {
      hash ^= static_cast<unsigned char>(c);
      hash *= 1'099'511'628'211U;
    }
  }
  return fmt::format("xueshi {:016x}", hash);
}

}  // namespace

bool write_annotated_copy(const std::string& from, const std::string& to,
                          const Annotation& annotation) {
  Fault fault;
  std::unique_ptr<InputFile> file = InputFile::open(from, fault);
  std::unique_ptr<Archive> archive = file ? Archive::open(*file, Limits(), fault) : nullptr;
  std::optional<std::string> name = archive ? find_read_part(*archive) : std::nullopt;
  archive = name ? Archive::open(*file, Limits(), fault) : nullptr;
  std::optional<std::string> text = archive ? read_part(*archive, *name) : std::nullopt;
  std::optional<std::string> annotated =
      text ? annotate_sheet_part(*text, annotation) : std::nullopt;
  if (!annotated) return false;
  std::error_code error;
  fs::copy_file(from, to, fs::copy_options::overwrite_existing, error);
  if (error) fail(to, error.message());
  replace_part(to, *name, *annotated);
  return true;
}

void seal_copy(const std::string& path) {
  OpenZip zip(path);
  zip.require();
  std::string seal = seal_of(zip.get());
  if (zip_set_archive_comment(zip.get(), seal.data(), static_cast<zip_uint16_t>(seal.size())) != 0)
    zip.fail_with_its_error();
  zip.close();
}

bool is_as_sealed(const std::string& path) {
  OpenZip zip(path, ZIP_RDONLY);
  if (!zip) return false;
  int length = 0;
  const char* comment = zip_get_archive_comment(zip.get(), &length, ZIP_FL_ENC_RAW);
  return comment != nullptr &&
         std::string_view(comment, static_cast<std::size_t>(length)) == seal_of(zip.get());
}

}  // namespace xueshi::sheet
