// Backup: a copy of the whole database with its witness, in a folder that is whole or not there.
//
// `manifest.yaml` says what every file must be; the database is `database.sqlite` or
// `database.dump`, beside it lie `<installation id>.heads` and `.key` (audit/witness.h). The folder
// holds password hashes and the key: only its owner enters it. For the machine's operator alone.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "session/settings.h"
#include "upkeep/backup_manifest.h"

namespace xueshi::upkeep {

using OnBackup = std::function<void(const std::string& step, std::int64_t done, std::int64_t size)>;

struct Backup {
  std::filesystem::path folder;
  Manifest manifest;
  std::vector<std::string> warnings;
};

// One consistent state, while others go on writing; appears under its name when it is whole and on
// the disk, and has been verified: what was found is a warning. Refuses "backup.exists",
// "backup.operator", "audit.key-lost"; throws WrongFiles where the witness does not agree with the
// trail (after a restore, the one that lives on). Throws base::Error.
Backup create_backup(const session::Settings& settings, const std::filesystem::path& folder,
                     const OnBackup& on_progress);

struct BackupVerification {
  std::optional<Manifest> manifest;  // absent where it cannot be relied on
  base::Findings findings;           // every mismatch, "backup.…"
};

// Reads every byte; needs no database. The manifest must be signed by the key beside it, and that
// be the one of the witness in its place, or one before it, where there is one. Throws base::Error
// where pg_restore is needed and is not there.
BackupVerification verify_backup(const session::Settings& settings,
                                 const std::filesystem::path& folder, const OnBackup& on_progress);

struct Restored {
  Manifest manifest;
  std::vector<std::string> witness;   // files that were put back, or were there already
  std::vector<std::string> warnings;  // other ones were there
};

// Verifies, then fills the database of the setting `db`, which must be absent (SQLite) or empty;
// compares it with the manifest. Refuses "backup.target", "backup.backend", "backup.namespace",
// "backup.operator". Throws WrongFiles: the backup's findings, or "backup.restored" where what came
// out differs.
// With `dry_run` only all of that is asked, and nothing written.
Restored restore_backup(const session::Settings& settings, const std::filesystem::path& folder,
                        bool dry_run, const OnBackup& on_progress);

}  // namespace xueshi::upkeep
