#include <fmt/format.h>

#include "base/error.h"
#include "database/connect.h"
#include "database/database.h"
#include "database/row_watch.h"
#include "database/schema.h"
#include "database/session.h"

namespace xueshi::database {

namespace {

using base::Error;
using base::ErrorKind;

constexpr const char* kSqliteScheme = "sqlite:";

}  // namespace

Database::Session::Session() = default;
Database::Session::~Session() = default;

Database::Database(std::unique_ptr<Session> session) : session_(std::move(session)) {}
Database::~Database() = default;
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;

Database Database::open(const std::string& url, bool create) {
  auto session = std::make_unique<Session>();
  session->url = url;
  if (url.rfind(kSqliteScheme, 0) == 0) {
    session->file = url.substr(std::string(kSqliteScheme).size());
    connect_sqlite(session->sql, session->file, create);
    session->file_mark = FileMark::of(session->file);
  } else if (url.rfind("postgresql://", 0) == 0 || url.rfind("postgres://", 0) == 0) {
    connect_postgres(session->sql, url);
    session->postgresql = true;
  } else {
    throw Error(ErrorKind::kDatabase, "数据库的地址应为 sqlite:文件名 或 postgresql://…",
                "database.bad-url");
  }
  return Database(std::move(session));
}

Database Database::open_copy(const std::string& file) {
  auto session = std::make_unique<Session>();
  connect_sqlite_copy(session->sql, file);
  return Database(std::move(session));
}

bool Database::is_postgresql() const { return session_->postgresql; }

int Database::schema_version() {
  return guarded([&] { return database::schema_version(*this); });
}

int Database::migrate(const OnMigrated& on_migrated) {
  return guarded([&] { return run_migrations(*this, on_migrated); });
}

void Database::require_current_schema() {
  int version = guarded([&] { return database::schema_version(*this); });
  if (version < newest_schema_version()) {
    throw Error(ErrorKind::kDatabase,
                fmt::format("数据库的结构版本是 {}，本程序需要 {}：请先更新数据库的结构", version,
                            newest_schema_version()),
                "database.schema-old");
  }
  if (version > newest_schema_version()) {
    throw Error(ErrorKind::kDatabase,
                fmt::format("数据库的结构版本是 {}，比本程序的 {} 新：请使用"
                            "新版程序",
                            version, newest_schema_version()),
                "database.schema-new");
  }
}

}  // namespace xueshi::database
