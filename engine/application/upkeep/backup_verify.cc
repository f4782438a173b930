#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "database/schema.h"
#include "session/files.h"
#include "upkeep/backup.h"
#include "upkeep/backup_audit.h"
#include "upkeep/backup_files.h"

namespace xueshi::upkeep {

namespace fs = std::filesystem;

namespace {

// Manifests of databases of this schema on are signed.
constexpr int kFirstSigned = 5;

// Whether the witness knows that key: its own, or one that another took the place of.
bool knows(const audit::Witness& witness, const std::string& public_key) {
  std::optional<seal::SigningKey> now = witness.find_key();
  bool is_known = !now || now->public_key == public_key;
  witness.for_each([&](const audit::WitnessLine& line) {
    is_known = is_known || (line.key && line.key->old_key == public_key);
  });
  return is_known;
}

class Check {
 public:
  Check(const session::Settings& settings, const fs::path& folder, const OnBackup& on_progress)
      : settings_(settings), folder_(folder), on_progress_(on_progress) {}

  BackupVerification run() {
    std::error_code error;
    if (!fs::is_directory(folder_, error)) {
      throw base::Error(base::ErrorKind::kDisk,
                        fmt::format("{} 不是文件夹，或无法读取", folder_.string()));
    }
    fs::path file = folder_ / kManifestFile;
    if (!fs::is_regular_file(fs::symlink_status(file, error))) {
      fault(kManifestFile, "backup.no-manifest", "没有清单：这不是一份完整的备份");
      return std::move(result_);
    }
    std::string text = session::read_text(file);
    result_.manifest = parse_manifest(file.string(), text, result_.findings);
    if (!result_.manifest) return std::move(result_);
    if (result_.findings.ok()) check_signature(text);  // one cause, one finding
    check_files();
    check_unexpected();
    check_contents();
    return std::move(result_);
  }

 private:
  void fault(const std::string& name, const char* code, const std::string& message) {
    result_.findings.error({(folder_ / name).string(), 0, 0, "", ""}, code, message);
  }

  void check_signature(const std::string& text) {
    const store::Contents& contents = result_.manifest->contents;
    if (contents.schema_version < kFirstSigned) return;
    auto key = audit::Witness(folder_, contents.installation).find_key();
    if (!key || !is_signed(text, key->public_key)) {
      fault(kManifestFile, "backup.signature", "清单不是备份里的密钥所签：被改动过");
    } else if (!knows(audit::Witness::in_place(settings_, contents.installation),
                      key->public_key)) {
      fault(kManifestFile, "backup.signature", "清单的密钥不是本机见证的密钥：整份备份可能被换过");
    }
  }

  void check_files() {
    bool has_database = false;
    for (const BackupFile& wanted : result_.manifest->files) {
      on_progress_("核对 " + wanted.name, 0, 1);
      has_database = has_database || wanted.name == result_.manifest->database_file();
      std::optional<BackupFile> found = find_file(folder_ / wanted.name);
      if (!found) {
        fault(wanted.name, "backup.missing-file", "清单里的文件缺失或无法读取");
      } else if (found->size != wanted.size) {
        fault(wanted.name, "backup.size",
              fmt::format("应有 {} 字节，实有 {} 字节", wanted.size, found->size));
      } else if (found->sha256 != wanted.sha256) {
        fault(wanted.name, "backup.hash", "内容与清单里的 SHA-256 不符");
      }
    }
    if (!has_database)
      fault(result_.manifest->database_file(), "backup.missing-file", "清单里没有数据库");
  }

  void check_unexpected() {
    std::set<std::string> known = {kManifestFile};
    for (const BackupFile& file : result_.manifest->files) known.insert(file.name);
    std::set<std::string> there;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_))
      there.insert(entry.path().filename().string());
    for (const std::string& name : there) {
      if (known.count(name) == 0)
        fault(name, "backup.unexpected-file", "清单里没有这个文件，请移走");
    }
  }

  // What the bytes mean, also where they are not the right ones: a person sees everything at once.
  void check_contents() {
    const Manifest& manifest = *result_.manifest;
    int newest = database::newest_schema_version();
    if (manifest.contents.schema_version > newest) {
      return fault(kManifestFile, "backup.schema-newer",
                   fmt::format("数据库的结构版本是 {}，比本程序的 {} 新：请使用新版程序",
                               manifest.contents.schema_version, newest));
    }
    fs::path file = folder_ / manifest.database_file();
    std::error_code error;
    if (!fs::exists(file, error)) return;
    if (manifest.postgresql) store::require_postgres_reader(manifest.server_version);
    on_progress_("核对数据库", 0, 1);
    AuditOfCopy audit;
    try {
      if (!manifest.postgresql) check_integrity(file);
      auto on_audit = [&](const store::AuditEntry& entry) { audit.add(entry); };
      store::Contents found = manifest.postgresql ? store::read_postgres_copy(file, on_audit)
                                                  : store::read_sqlite_copy(file, on_audit);
      compare(manifest.contents, found);
      audit.judge(file.string(), found.heads, audit::Witness(folder_, found.installation),
                  result_.findings);
    } catch (const base::Error&) {
      fault(manifest.database_file(), "backup.unreadable", "数据库的副本已损坏，无法读到底");
    }
  }

  void check_integrity(const fs::path& file) {
    std::int64_t faults = store::count_sqlite_faults(file);
    if (faults > 0) {
      fault(file.filename().string(), "backup.integrity",
            fmt::format("SQLite 的完整性检查发现 {} 处问题", faults));
    }
  }

  void compare(const store::Contents& wanted, const store::Contents& found) {
    const char* name = result_.manifest->database_file();
    if (found.schema_version != wanted.schema_version) {
      fault(name, "backup.schema",
            fmt::format("结构版本是 {}，清单里是 {}", found.schema_version, wanted.schema_version));
    }
    if (found.installation != wanted.installation)
      fault(name, "backup.installation", "不是清单所说的那个数据库");
    compare_rows(wanted, found);
    for (const store::AuditHead& head : wanted.heads) {
      if (std::find(found.heads.begin(), found.heads.end(), head) == found.heads.end())
        fault(name, "backup.audit-head",
              fmt::format("审计链 {} 的末条不是清单里的第 {} 条", head.chain, head.seq));
    }
    if (found.heads.size() > wanted.heads.size())
      fault(name, "backup.audit-head", "有清单里没有的审计链");
  }

  void compare_rows(const store::Contents& wanted, const store::Contents& found) {
    std::map<std::string, std::int64_t> more = found.rows;
    for (const auto& [table, rows] : wanted.rows) {
      auto there = more.extract(table);
      std::int64_t count = there ? there.mapped() : -1;
      if (count == rows) continue;
      std::string said = count < 0 ? "没有这张表" : fmt::format("实有 {} 行", count);
      fault(result_.manifest->database_file(), "backup.rows",
            fmt::format("表 {}：清单里有 {} 行，{}", table, rows, said));
    }
    for (const auto& [table, rows] : more) {
      fault(result_.manifest->database_file(), "backup.rows",
            fmt::format("表 {}：清单里没有，实有 {} 行", table, rows));
    }
  }

  const session::Settings& settings_;
  fs::path folder_;
  const OnBackup& on_progress_;
  BackupVerification result_;
};

}  // namespace

BackupVerification verify_backup(const session::Settings& settings, const fs::path& folder,
                                 const OnBackup& on_progress) {
  return Check(settings, folder, on_progress).run();
}

}  // namespace xueshi::upkeep
