#include "store/backup_sqlite.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include "base/error.h"
#include "database/session.h"

namespace xueshi::store {

namespace {

using base::Error;
using base::ErrorKind;

constexpr int kPagesAtOnce = 2000;

// A connection of SQLite's own, and what is said of its failures.
class CopyFile {
 public:
  explicit CopyFile(const std::filesystem::path& file) : file_(file) {
    int code = sqlite3_open_v2(file.c_str(), &sqlite_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                               nullptr);
    if (code != SQLITE_OK) fail(code);
  }
  ~CopyFile() { sqlite3_close(sqlite_); }
  CopyFile(const CopyFile&) = delete;

  sqlite3* get() { return sqlite_; }
  void run(const char* statement) {
    if (int code = sqlite3_exec(sqlite_, statement, nullptr, nullptr, nullptr)) fail(code);
  }
  [[noreturn]] void fail(int code) {
    const char* why = (code & 0xFF) == SQLITE_FULL ? "磁盘已满" : "请检查权限和磁盘空间";
    throw Error(ErrorKind::kDisk,
                fmt::format("无法写入 {}：{}（SQLite code {}）", file_.string(), why, code));
  }

 private:
  std::filesystem::path file_;
  sqlite3* sqlite_ = nullptr;
};

class OnlineBackup {
 public:
  OnlineBackup(sqlite3* to, sqlite3* from)
      : backup_(sqlite3_backup_init(to, "main", from, "main")) {}
  ~OnlineBackup() { sqlite3_backup_finish(backup_); }
  OnlineBackup(const OnlineBackup&) = delete;

  bool ok() const { return backup_ != nullptr; }
  int step() { return sqlite3_backup_step(backup_, kPagesAtOnce); }
  std::int64_t size() const { return sqlite3_backup_pagecount(backup_); }
  std::int64_t done() const { return size() - sqlite3_backup_remaining(backup_); }

 private:
  sqlite3_backup* backup_;
};

}  // namespace

// The session's snapshot is open, and with it every page of that state: what others commit
// meanwhile does not start the copy again.
void write_sqlite_copy(database::Database::Session& session, const std::filesystem::path& file,
                       const OnCopied& on_copied) {
  CopyFile copy(file);
  copy.run("pragma synchronous = full");
  {
    OnlineBackup backup(copy.get(), session.native_sqlite());
    if (!backup.ok()) copy.fail(sqlite3_errcode(copy.get()));
    int code = SQLITE_OK;
    while (code == SQLITE_OK) {
      code = backup.step();
      if (on_copied) on_copied(backup.done(), backup.size());
    }
    if (code != SQLITE_DONE) copy.fail(code);
  }
  // One file, which can be read without making others beside it.
  copy.run("pragma journal_mode = delete");
}

Contents read_sqlite_copy(const std::filesystem::path& file, const OnAudit& on_audit) {
  database::Database database = database::Database::open_copy(file.string());
  database::Transaction snapshot(database, database::Transaction::Mode::kSnapshot);
  Contents contents = fetch_contents(database);
  for_each_audit_row(database, on_audit);
  return contents;
}

std::int64_t count_sqlite_faults(const std::filesystem::path& file) {
  database::Database database = database::Database::open_copy(file.string());
  return database::guarded([&] {
    database::Sql& sql = database.session().sql;
    std::int64_t faults = 0;
    std::string said;
    database::Statement rows =
        (sql.prepare << "pragma integrity_check(1000)", database::into(said));
    rows.execute();
    while (rows.fetch()) faults += said == "ok" ? 0 : 1;
    return faults + database::ask_number(sql, "select count(*) from pragma_foreign_key_check()");
  });
}

}  // namespace xueshi::store
