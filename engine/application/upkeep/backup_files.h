// The files of a backup: a folder that appears when it is whole, and copies that are on the disk.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "upkeep/backup_manifest.h"

namespace xueshi::upkeep {

// Opens, and closes when done.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  int get() const { return number_; }

 private:
  int number_;
};

// `<final>.<process>.part`, which only its owner can enter; gone again unless published. Locked as
// long as it is written: what lies beside it without a lock was left by runs that died, and is
// removed.
class PartFolder {
 public:
  // Throws base::Error(kDisk); base::Refused "backup.exists".
  explicit PartFolder(std::filesystem::path final_path);
  ~PartFolder();
  PartFolder(const PartFolder&) = delete;

  const std::filesystem::path& path() const { return part_; }
  // Syncs every file and the folder, renames it, syncs the folder above. Throws as above.
  void publish();

 private:
  std::filesystem::path final_, part_;
  std::optional<Descriptor> lock_;
};

// Size and hash of a file; absent where it cannot be read.
std::optional<BackupFile> find_file(const std::filesystem::path& file);

// Copies into a new file, readable to its owner alone, and syncs it. `whole_lines`: leaves out what
// stands after the last end of a line, which somebody may be writing. Throws base::Error(kDisk).
void save_file_copy(const std::filesystem::path& from, const std::filesystem::path& to,
                    bool whole_lines = false);
// Writes a new file likewise.
void write_new_file(const std::filesystem::path& file, const std::string& text);

// Removes `<file>.<process>.part` of processes that died.
void remove_dead_parts(const std::filesystem::path& file);

// The name appears or nothing changes: where something is there already, false. Syncs the folder.
// Throws base::Error(kDisk).
bool rename_to_new(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace xueshi::upkeep
