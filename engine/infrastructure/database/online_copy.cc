#include "database/online_copy.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <sqlite3.h>

#include "base/error.h"
#include "database/session.h"

namespace xueshi::database {

namespace {

using base::Error;
using base::ErrorKind;

constexpr int kPagesAtOnce = 2000;
constexpr std::string_view kPassword = "password";

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
void write_sqlite_copy(Database& database, const std::filesystem::path& file,
                       const OnCopied& on_copied) {
  CopyFile copy(file);
  copy.run("pragma synchronous = full");
  {
    OnlineBackup backup(copy.get(), database.session().native_sqlite());
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

std::string export_snapshot(Database& database) {
  return guarded([&] {
    std::string snapshot;
    database.session().sql << "select pg_export_snapshot()", into(snapshot);
    return snapshot;
  });
}

std::vector<std::string> client_environment(Database& database) {
  PGconn* connection = database.session().native_postgres();
  std::vector<std::string> variables;
  PQconninfoOption* options = PQconninfo(connection);
  for (PQconninfoOption* option = options; option != nullptr && option->keyword != nullptr;
       ++option) {
    if (option->val != nullptr && option->envvar != nullptr && option->keyword != kPassword)
      variables.push_back(fmt::format("{}={}", option->envvar, option->val));
  }
  PQconninfoFree(options);
  // Wherever it came from, a file of passwords too.
  const char* password = PQpass(connection);
  if (password != nullptr && *password != 0)
    variables.push_back(fmt::format("PGPASSWORD={}", password));
  return variables;
}

int server_version(Database& database) {
  if (!database.is_postgresql()) return 0;
  return PQserverVersion(database.session().native_postgres()) / 10000;
}

}  // namespace xueshi::database
