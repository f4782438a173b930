#include "upkeep/backup.h"

#include <fmt/format.h>

#include <algorithm>

#include "audit/witness.h"
#include "base/blocker.h"
#include "base/error.h"
#include "session/session.h"
#include "session/wrong_files.h"
#include "upkeep/backup_files.h"
#include "upkeep/backup_rights.h"

namespace xueshi::upkeep {

namespace fs = std::filesystem;

namespace {

// Before the snapshot: what is witnessed by now is committed by then.
void copy_witness(const audit::Witness& witness, const fs::path& folder, Backup& backup) {
  std::error_code error;
  if (!fs::exists(witness.file(), error)) {
    backup.warnings.push_back(
        fmt::format("没有见证文件（{}），备份里也没有；请指明见证所在的文件夹",
                    witness.file().lexically_normal().string()));
  }
  save_file_copy(witness.key_file(), folder / witness.key_file().filename());
  if (fs::exists(witness.file(), error))
    save_file_copy(witness.file(), folder / witness.file().filename(), /*whole_lines=*/true);
}

// The database first.
std::vector<BackupFile> describe(const fs::path& folder, const std::string& database_file) {
  std::vector<BackupFile> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    std::optional<BackupFile> file = find_file(entry.path());
    if (!file) {
      throw base::Error(base::ErrorKind::kDisk,
                        fmt::format("{} 写入后无法读回", entry.path().string()));
    }
    files.push_back(*file);
  }
  std::sort(files.begin(), files.end(), [&](const BackupFile& a, const BackupFile& b) {
    bool a_first = a.name == database_file, b_first = b.name == database_file;
    return a_first != b_first ? a_first : a.name < b.name;
  });
  return files;
}

bool is_of_witness(const base::Finding& finding) { return finding.code == "backup.witness"; }

// As the folder will be called.
base::Findings renamed(const base::Findings& found, const fs::path& part, const fs::path& folder) {
  base::Findings findings;
  for (base::Finding finding : found.kept()) {
    finding.place.file = (folder / fs::path(finding.place.file).lexically_relative(part)).string();
    findings.add(finding);
  }
  return findings;
}

// Where the trail is whole, and yet the witness remembers another one, the database was restored
// beside it, and no backup would ever verify. What is wrong with a database itself must not keep
// its last copy from being made: it is told.
void judge(const audit::Witness& witness, base::Findings findings, Backup& backup) {
  bool is_restored =
      !findings.ok() && std::all_of(findings.kept().begin(), findings.kept().end(), is_of_witness);
  if (!is_restored) {
    for (const base::Finding& finding : findings.kept())
      backup.warnings.push_back(base::render(finding));
    return;
  }
  std::string file = witness.file().lexically_normal().string();
  findings.error({file, 0, 0, "", ""}, "backup.witness",
                 fmt::format("没有备份：见证文件记着这个数据库里没有的审计记录（如刚从备份恢复）；"
                             "请把 {} 改名另存，再放入恢复时用的那份备份里的见证文件，然后重试",
                             file));
  throw session::WrongFiles(findings);
}

}  // namespace

void require_machine_operator(const session::Settings& settings) {
  if (settings.value("as").empty()) return;
  throw base::Refused("backup.operator", "备份和恢复的是整个数据库，只有本机操作员可以办理");
}

Backup create_backup(const session::Settings& settings, const fs::path& folder,
                     const OnBackup& on_progress) {
  require_machine_operator(settings);
  database::Database database = database::Database::open(settings.value("db"));
  PartFolder part(folder);
  Backup backup{folder, {}, {}};
  audit::Witness witness = audit::Witness::of(settings, database);
  seal::SigningKey key = witness.key();
  copy_witness(witness, part.path(), backup);
  Manifest& manifest = backup.manifest;
  manifest.made_at = base::render(session::make_clock(settings)->now());
  manifest.postgresql = database.is_postgresql();
  manifest.server_version = database::server_version(database);
  manifest.schema_namespace = store::namespace_of(database);
  database::Transaction snapshot(database, database::Transaction::Mode::kSnapshot);
  manifest.contents = store::fetch_contents(database);
  store::write_copy(
      snapshot, part.path() / manifest.database_file(),
      [&](std::int64_t done, std::int64_t size) { on_progress("复制数据库", done, size); });
  snapshot.commit();
  manifest.files = describe(part.path(), manifest.database_file());
  write_new_file(part.path() / kManifestFile, render_manifest(manifest, key));
  BackupVerification verified = verify_backup(settings, part.path(), on_progress);
  judge(witness, renamed(verified.findings, part.path(), folder), backup);
  part.publish();
  return backup;
}

}  // namespace xueshi::upkeep
