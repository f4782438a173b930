#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "audit/witness.h"
#include "base/blocker.h"
#include "base/error.h"
#include "session/session.h"
#include "upkeep/backup.h"
#include "upkeep/backup_files.h"
#include "upkeep/backup_rights.h"
#include "workbook/publish.h"

namespace xueshi::upkeep {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kSqlite = "sqlite:";

fs::path sqlite_file(const std::string& url) {
  return url.rfind(kSqlite, 0) == 0 ? url.substr(kSqlite.size()) : "";
}

[[noreturn]] void refuse_target(const std::string& message) {
  throw base::Refused("backup.target", message);
}

// Another database's write-ahead log beside the file would be played into the restored one.
void require_absent(const fs::path& file) {
  std::error_code error;
  for (const char* ending : {"", "-wal", "-shm", "-journal"}) {
    fs::path each = file.string() + ending;
    if (fs::symlink_status(each, error).type() != fs::file_type::not_found)
      refuse_target(fmt::format("{} 已存在：请先把它移走，或指定另一个文件", each.string()));
  }
}

class Restore {
 public:
  Restore(const session::Settings& settings, const fs::path& folder, Manifest manifest)
      : settings_(settings), folder_(folder), result_{std::move(manifest), {}, {}} {}

  Restored run(bool dry_run) {
    fs::path file = sqlite_file(settings_.value("db"));
    if (file.empty() != result_.manifest.postgresql) {
      throw base::Refused("backup.backend",
                          result_.manifest.postgresql
                              ? "这是 PostgreSQL 数据库的备份：请指定空的 PostgreSQL 数据库"
                              : "这是 SQLite 数据库的备份：请指定新的 SQLite 文件");
    }
    if (result_.manifest.postgresql) {
      restore_postgres(dry_run);
    } else {
      restore_sqlite(file, dry_run);
    }
    return std::move(result_);
  }

 private:
  // Under its name when it is whole, on the disk and compared.
  void restore_sqlite(const fs::path& file, bool dry_run) {
    require_absent(file);
    if (dry_run) return;
    remove_dead_parts(file);
    fs::path part = file.string() + fmt::format(".{}.part", ::getpid());
    std::error_code ignored;
    try {
      if (file.has_parent_path()) fs::create_directories(file.parent_path());
      save_file_copy(folder_ / result_.manifest.database_file(), part);
      if (find_file(part)->sha256 != result_.manifest.files.front().sha256) refuse_result();
      {
        database::Database database = database::Database::open_copy(part.string());
        compare(database);
      }
      put_witness_back();
      if (!rename_to_new(part, file)) require_absent(file);
    } catch (...) {
      fs::remove(part, ignored);
      throw;
    }
  }

  void restore_postgres(bool dry_run) {
    const Manifest& manifest = result_.manifest;
    database::Database database = database::Database::open(settings_.value("db"));
    std::string there = store::namespace_of(database);
    if (there != manifest.schema_namespace) {
      throw base::Refused("backup.namespace",
                          fmt::format("备份里的表在 schema {} 中，这个数据库当前的 schema 是 '{}'："
                                      "请先建立它，并设好 search_path",
                                      manifest.schema_namespace, there));
    }
    if (!store::is_empty(database)) {
      refuse_target("数据库不是空的：请新建一个空数据库，再指定它");
    }
    if (dry_run) return;
    put_witness_back();
    store::restore_postgres_copy(database, folder_ / manifest.database_file(),
                                 manifest.server_version);
    compare(database);
  }

  void compare(database::Database& database) {
    database::Transaction snapshot(database, database::Transaction::Mode::kSnapshot);
    if (store::fetch_contents(database) != result_.manifest.contents) refuse_result();
  }

  [[noreturn]] void refuse_result() {
    base::Findings findings;
    findings.error({folder_.string(), 0, 0, "", ""}, "backup.restored",
                   "恢复出来的内容与清单不符：请勿使用，换一份备份再恢复");
    throw session::WrongFiles(findings);
  }

  // Before the database: once that is there, the next command would make a witness of its own.
  void put_witness_back() {
    audit::Witness target =
        audit::Witness::in_place(settings_, result_.manifest.contents.installation);
    for (const fs::path& file : {target.key_file(), target.file()}) {
      fs::path from = folder_ / file.filename();
      std::error_code error;
      if (!fs::exists(from, error)) continue;
      std::string name = file.lexically_normal().string();
      if (file.has_parent_path()) fs::create_directories(file.parent_path());
      if (!fs::exists(file, error)) {
        put(from, file);
      } else if (!workbook::same_bytes(from, file)) {
        result_.warnings.push_back(fmt::format(
            "{} 已存在而且不同，没有改动：核对审计记录前，请把它另存，再放入备份里的那一份", name));
        continue;
      }
      result_.witness.push_back(name);
    }
  }

  void put(const fs::path& from, const fs::path& to) {
    fs::path part = to.string() + fmt::format(".{}.part", ::getpid());
    save_file_copy(from, part);
    rename_to_new(part, to);
  }

  const session::Settings& settings_;
  fs::path folder_;
  Restored result_;
};

}  // namespace

Restored restore_backup(const session::Settings& settings, const fs::path& folder, bool dry_run,
                        const OnBackup& on_progress) {
  require_machine_operator(settings);
  BackupVerification verified = verify_backup(settings, folder, on_progress);
  if (!verified.findings.ok()) throw session::WrongFiles(verified.findings);
  if (!dry_run) on_progress("恢复数据库", 0, 1);
  return Restore(settings, folder, std::move(*verified.manifest)).run(dry_run);
}

}  // namespace xueshi::upkeep
