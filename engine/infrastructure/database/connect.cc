#include "database/connect.h"

#include <fmt/format.h>
#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sqlite3.h>

#include <filesystem>

#include "base/error.h"
#include "database/session.h"
#include "database/statement_cache.h"

namespace xueshi::database {

namespace {

using base::Error;
using base::ErrorKind;

// Per connection: SQLite forgets them.
constexpr const char* kPragmas[] = {
    "pragma foreign_keys = on",    "pragma journal_mode = wal", "pragma synchronous = full",
    "pragma busy_timeout = 20000", "pragma temp_store = file",  "pragma cache_size = -16384",
};

// Throws where the text is no URL of libpq's. Free with PQconninfoFree().
PQconninfoOption* parse_url(const std::string& url) {
  char* message = nullptr;
  PQconninfoOption* options = PQconninfoParse(url.c_str(), &message);
  if (options == nullptr) {
    PQfreemem(message);
    throw Error(ErrorKind::kDatabase,
                "--db 的地址写法有误，应为 "
                "postgresql://用户@主机:端口/数据库");
  }
  return options;
}

// SOCI mangles postgresql:// URLs: they are taken apart by libpq and handed over as key=value.
std::string postgres_parameters(const std::string& url) {
  PQconninfoOption* options = parse_url(url);
  std::string parameters;
  for (PQconninfoOption* option = options; option->keyword != nullptr; ++option) {
    if (option->val == nullptr) continue;
    std::string value;
    for (const char* c = option->val; *c != 0; ++c) {
      if (*c == '\'' || *c == '\\') value += '\\';
      value += *c;
    }
    parameters += fmt::format("{}='{}' ", option->keyword, value);
  }
  PQconninfoFree(options);
  return parameters + "client_encoding=UTF8 connect_timeout=10";
}

// Notices go to stderr otherwise, and may hold values.
void ignore_notice(void*, const char*) {}

// SQLite counts its memory, under one lock for all threads, and nobody asks. Only heard before the
// first connection.
void stop_counting_memory() {
  static const int kHeard = sqlite_api::sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(kHeard);
}

Error cannot_open(const std::string& file) {
  return {ErrorKind::kDatabase,
          fmt::format("无法打开数据库文件 {}，请检查路径、权限和磁盘空间", file)};
}

}  // namespace

void connect_sqlite(soci::session& sql, const std::string& file, bool create) {
  if (file.empty()) throw Error(ErrorKind::kDatabase, "--db sqlite: 之后缺少文件名");
  if (!create && !std::filesystem::exists(file)) {
    throw Error(
        ErrorKind::kDatabase,
        fmt::format("数据库文件 {} 不存在，请先执行 xueshi init --db sqlite:{}", file, file));
  }
  // SOCI has no way to write one in a connection string.
  if (file.find('"') != std::string::npos)
    throw Error(ErrorKind::kDatabase, "数据库文件名不能含有双引号");
  stop_counting_memory();
  try {
    sql.open(keeping_sqlite3(), fmt::format("dbname=\"{}\" timeout=20", file));
    for (const char* pragma : kPragmas) sql << pragma;
  } catch (const soci::sqlite3_soci_error& error) {
    // The file itself is never opened to look: closing it again would let go of every lock that
    // another connection of this process has on it, and a writer elsewhere would destroy the
    // database.
    if ((error.result() & 0xFF) == SQLITE_NOTADB)
      throw Error(ErrorKind::kDatabase, fmt::format("{} 不是 SQLite 数据库，请检查 --db", file));
    throw cannot_open(file);
  } catch (const soci::soci_error&) {
    throw cannot_open(file);
  }
}

void connect_postgres(soci::session& sql, const std::string& url) {
  std::string parameters = postgres_parameters(url);
  try {
    sql.open(keeping_postgresql(), parameters);
    PQsetNoticeProcessor(static_cast<soci::postgresql_session_backend*>(sql.get_backend())->conn_,
                         ignore_notice, nullptr);
    sql << "set client_min_messages = warning";
    sql << "set jit = off";
    // A machine that vanished must not keep its locks: the server notices within a minute.
    sql << "set tcp_keepalives_idle = 30";
    sql << "set tcp_keepalives_interval = 10";
    sql << "set tcp_keepalives_count = 3";
  } catch (const soci::soci_error&) {
    throw Error(ErrorKind::kDatabase,
                "无法连接 --db 所指的 PostgreSQL 服务器，请检查它是否在运行，以及"
                "地址、用户、密码和数据库名");
  }
}

void connect_sqlite_copy(soci::session& sql, const std::string& file) {
  Error no_database(ErrorKind::kDatabase, fmt::format("{} 不是 SQLite 数据库", file));
  std::error_code error;
  if (std::filesystem::file_size(file, error) == 0 || error) throw no_database;
  if (file.find('"') != std::string::npos) throw no_database;
  try {
    sql.open(keeping_sqlite3(), fmt::format("dbname=\"{}\" readonly=1", file));
    sql << "pragma temp_store = memory";
    ask_number(sql, "select count(*) from sqlite_master");
  } catch (const soci::sqlite3_soci_error& failed) {
    if ((failed.result() & 0xFF) == SQLITE_NOTADB) throw no_database;
    throw Error(ErrorKind::kDatabase, fmt::format("无法打开 {}，请检查权限", file));
  } catch (const soci::soci_error&) {
    throw Error(ErrorKind::kDatabase, fmt::format("无法打开 {}，请检查权限", file));
  }
}

std::vector<std::string> postgres_environment(const std::string& url) {
  PQconninfoOption* options = parse_url(url);
  std::vector<std::string> variables = {"PGCLIENTENCODING=UTF8", "PGCONNECT_TIMEOUT=10"};
  for (PQconninfoOption* option = options; option->keyword != nullptr; ++option) {
    if (option->val != nullptr && option->envvar != nullptr)
      variables.push_back(fmt::format("{}={}", option->envvar, option->val));
  }
  PQconninfoFree(options);
  return variables;
}

}  // namespace xueshi::database
