// Publishing: a file is written aside, verified, synced and renamed; a name never holds half a
// workbook.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace xueshi::workbook {

enum class Published {
  kWritten,
  kUpToDate,  // the path already held the same bytes and was left alone
};

// `<final>.<machine>.<process>.<number>.part` in the final file's folder, which is created. Gone
// again unless published.
class PartFile {
 public:
  // Throws base::Error(kDisk).
  explicit PartFile(std::filesystem::path final_path);
  ~PartFile();
  PartFile(PartFile&& other) noexcept;
  PartFile(const PartFile&) = delete;

  const std::filesystem::path& path() const { return part_; }
  const std::filesystem::path& final_path() const { return final_; }
  // Brings the file to the disk, so that publish() need not wait for it. Throws base::Error(kDisk).
  void sync();
  // Syncs the file, renames it, syncs the folder; the second time it does nothing more. Throws
  // base::Error(kDisk); then the final path is untouched.
  Published publish();
  // As publish(), but nothing that is there already is replaced: false, and nothing was written.
  bool publish_new();
  // As publish(), but the folder is not synced: for who puts several files into it, and then calls
  // sync_folder().
  Published put();

 private:
  std::filesystem::path final_;
  std::filesystem::path part_;
  bool is_synced_ = false;
  std::optional<Published> published_;
};

// Brings the names in a folder to the disk. Throws base::Error(kDisk).
void sync_folder(const std::filesystem::path& folder);

// Throws base::Error(kDisk): the file could not be written; `error`, an errno, says why.
[[noreturn]] void fail_to_write(const std::filesystem::path& final_path, int error);

// Removes what dead processes of this machine left behind in a folder.
void remove_stale_parts(const std::filesystem::path& folder);

// Keeps the file `from` under the name `to` as well, whose folder is created: as a link where the
// file system knows links, else as a copy. A file that is there already stays. Throws
// base::Error(kDisk).
void keep_as(const std::filesystem::path& from, const std::filesystem::path& to);

// Identical length and bytes. False where either cannot be read.
bool same_bytes(const std::filesystem::path& a, const std::filesystem::path& b);

}  // namespace xueshi::workbook
