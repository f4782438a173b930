#include "database/errors.h"

#include <fmt/format.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sqlite3.h>

#include "database/session.h"

namespace xueshi::database {

namespace {

using base::Error;
using base::ErrorKind;

// True at any moment: a command may have committed something before.
constexpr const char* kUndone = "未提交的改动都已撤销";
constexpr const char* kNoSchema = "数据库里缺少数据表：请先执行 xueshi init";

Error refused(const char* code_name, std::string_view code) {
  return {ErrorKind::kDatabase,
          fmt::format("数据库拒绝了操作（{} {}）；{}", code_name, code, kUndone)};
}

constexpr const char* kUnknown = "结果不明：改动可能已经写入，也可能没有；请先查看，再决定是否重试";

bool is_connection_lost(std::string_view state) {
  std::string_view area = state.substr(0, 2);
  return state.find_first_not_of(' ') == state.npos || area == "08" || area == "57";
}

}  // namespace

Error sqlite_error(int code, bool is_schema) {
  if (is_schema) return {ErrorKind::kDatabase, kNoSchema};
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return {ErrorKind::kDisk, fmt::format("磁盘已满，数据库无法写入；{}", kUndone)};
    case SQLITE_IOERR:
      return {ErrorKind::kDisk, fmt::format("读写数据库时磁盘出错（可能已满）；{}", kUndone)};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorKind::kDatabase, "数据库正被另一个进程占用，请稍后再试"};
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return {ErrorKind::kDatabase, "数据库文件无法写入，请检查该文件及其文件夹的权限"};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorKind::kDatabase, "数据库文件已损坏，请用备份恢复"};
    default:
      return refused("SQLite code", std::to_string(code));
  }
}

Error postgres_error(std::string_view state) {
  std::string_view area = state.substr(0, 2);
  if (is_connection_lost(state)) {
    return {ErrorKind::kDatabase, fmt::format("与数据库的连接已中断；{}，请查看后重试", kUndone)};
  }
  if (state == "53100" || area == "58")
    return {ErrorKind::kDisk, fmt::format("数据库服务器的磁盘已满或出错；{}", kUndone)};
  if (state == "40001" || state == "40P01" || state == "23505") {
    return {ErrorKind::kConflict, "别人同时改了同样的数据，请重试"};
  }
  if (state == "42501" || state == "25006")
    return {ErrorKind::kDatabase, "数据库用户的权限不足，请联系数据库管理员"};
  if (state == "42P01" || state == "42703") return {ErrorKind::kDatabase, kNoSchema};
  return refused("SQLSTATE", state);
}

void rethrow_database_error() {
  try {
    throw;
  } catch (const soci::sqlite3_soci_error& error) {
    std::string_view text = error.what();
    throw sqlite_error(error.result(), text.find("no such table") != text.npos ||
                                           text.find("no such column") != text.npos);
  } catch (const soci::postgresql_soci_error& error) {
    throw postgres_error(error.sqlstate());
  } catch (const soci::soci_error&) {
    throw Error(ErrorKind::kDatabase, "数据库无法使用：连接中断或被拒绝");
  }
}

void rethrow_commit_error() {
  try {
    throw;
  } catch (const soci::sqlite3_soci_error& error) {
    // The last page may have reached the disk, and only its sync have failed.
    if ((error.result() & 0xFF) == SQLITE_IOERR)
      throw Error(ErrorKind::kDisk, fmt::format("提交时磁盘出错，{}", kUnknown));
    rethrow_database_error();
  } catch (const soci::postgresql_soci_error& error) {
    if (is_connection_lost(error.sqlstate()))
      throw Error(ErrorKind::kDatabase, fmt::format("提交时与数据库的连接中断，{}", kUnknown));
    rethrow_database_error();
  } catch (const soci::soci_error&) {
    throw Error(ErrorKind::kDatabase, fmt::format("提交时与数据库的连接中断，{}", kUnknown));
  }
}

}  // namespace xueshi::database
