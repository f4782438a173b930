#include "database/errors.h"

#include <fmt/format.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <optional>

#include "database/session.h"

namespace xueshi::database {

namespace {

using base::Error;
using base::ErrorKind;

// True at any moment: a command may have committed something before.
constexpr const char* kUndone = "未提交的改动都已撤销";
constexpr const char* kUnknown = "结果不明：改动可能已经写入，也可能没有；请先查看，再决定是否重试";

Error error_of(const char* code, const std::string& sentence) {
  return {ErrorKind::kDatabase, sentence, fmt::format("database.{}", code)};
}

Error disk_error(const char* code, const std::string& sentence) {
  return {ErrorKind::kDisk, sentence, fmt::format("database.{}", code)};
}

Error refused(const char* code_name, std::string_view code) {
  return error_of("refused",
                  fmt::format("数据库拒绝了操作（{} {}）；{}", code_name, code, kUndone));
}

Error too_long() {
  return error_of("too-long",
                  fmt::format("超过了规定的用时，已经停止；{}，请缩小范围（单位、年度、条件）"
                              "后重试",
                              kUndone));
}

Error no_schema() { return error_of("no-schema", "数据库里缺少数据表，请先建立数据表"); }

Error commit_unknown(ErrorKind kind, const char* cause) {
  return {kind, fmt::format("{}，{}", cause, kUnknown), "database.commit-unknown"};
}

// The server ended a statement that took longer than it may; the connection stays.
constexpr std::string_view kQueryCanceled = "57014";

bool is_connection_lost(std::string_view state) {
  if (state == kQueryCanceled) return false;
  std::string_view area = state.substr(0, 2);
  return state.find_first_not_of(' ') == state.npos || area == "08" || area == "57";
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

// --- the file of SQLite ---

std::string folder_of(const std::string& file) {
  std::string folder = std::filesystem::path(file).parent_path().string();
  return folder.empty() ? "." : folder;
}

// Whether `file` may be asked for `what`; what is in the way else, absent where nothing is.
std::optional<Error> obstacle(const std::string& file, int what, const char* deed) {
  if (::euidaccess(file.c_str(), what) == 0) return std::nullopt;
  if (errno == EROFS)
    return error_of("read-only", fmt::format("数据库文件 {} 在只读的文件系统上，无法写入", file));
  return error_of("no-permission", fmt::format("没有权限{} {}，请更正它的权限", deed, file));
}

std::optional<Error> missing_file(const std::string& file) {
  struct stat folder {};
  if (::stat(folder_of(file).c_str(), &folder) != 0) {
    if (errno == EACCES) return obstacle(folder_of(file), X_OK, "进入文件夹");
    return error_of("no-folder",
                    fmt::format("无法打开数据库文件 {}：文件夹 {} 不存在", file, folder_of(file)));
  }
  if (auto error = obstacle(folder_of(file), X_OK, "进入文件夹")) return error;
  return obstacle(folder_of(file), W_OK, "写入文件夹");
}

bool is_disk_full(const std::string& file) {
  struct statvfs disk {};
  return ::statvfs(folder_of(file).c_str(), &disk) == 0 && disk.f_blocks > 0 && disk.f_bavail == 0;
}

// The same, whatever SQLite made of it.
std::optional<Error> find_obstacle(const std::string& file, bool writes) {
  struct stat found {};
  if (::stat(file.c_str(), &found) != 0) return missing_file(file);
  if (S_ISDIR(found.st_mode))
    return error_of("is-folder", fmt::format("{} 是文件夹，不是数据库文件", file));
  if (auto error = obstacle(file, R_OK, "读取数据库文件")) return error;
  if (!writes) return std::nullopt;
  if (auto error = obstacle(file, W_OK, "写入数据库文件")) return error;
  // Beside it lies its log.
  if (auto error = obstacle(folder_of(file), W_OK, "写入数据库文件所在的文件夹")) return error;
  if (is_disk_full(file))
    return disk_error("disk-full", fmt::format("数据库文件 {} 所在的磁盘已满", file));
  return std::nullopt;
}

// --- the way to PostgreSQL ---

Error cannot_connect(const char* code, const char* cause) {
  return error_of(code, fmt::format("无法连接数据库服务器：{}", cause));
}

// What the server itself says no with.
Error turned_away(std::string_view state, std::string_view said) {
  std::string_view area = state.substr(0, 2);
  if (state == "3D000")
    return cannot_connect("no-database", "服务器上没有地址中所写的数据库，请检查名称或先建立它");
  if (state == "28P01") return cannot_connect("password", "用户名或密码不对");
  if (state == "28000" && has(said, "does not exist"))
    return cannot_connect("no-role", "服务器上没有这个用户（角色），请检查用户名或先建立它");
  if (area == "28")
    return cannot_connect(
        "authentication",
        "服务器不接受这个用户：没有这个用户（角色），或身份验证（peer、pg_hba.conf）"
        "不允许从这里连接");
  if (area == "57") return cannot_connect("starting", "服务器正在启动或关闭，请稍后再试");
  if (state == "55000") return cannot_connect("no-database", "该数据库现在不接受连接");
  if (area == "53") return cannot_connect("too-many", "服务器的连接已用完，请稍后再试");
  if (state == "42501") return cannot_connect("no-privilege", "这个用户没有连接该数据库的权限");
  return {ErrorKind::kDatabase,
          fmt::format("无法连接数据库服务器：服务器拒绝了（SQLSTATE {}）", state),
          "database.refused"};
}

struct Failure {
  const char* said;  // by libpq, whose texts are not translated here, or by the system
  const char* code;
  const char* cause;
};

// In order: where several addresses were tried, the one that got furthest counts.
constexpr Failure kFailures[] = {
    {"no password supplied", "password", "服务器要密码，地址中没有"},
    {"invalid port number", "bad-url", "地址中的端口不对"},
    {"invalid integer value", "bad-url", "地址中的数字不对"},
    {"could not translate host name", "unknown-host", "没有这个主机，请检查地址中的主机名"},
    {"could not parse network address", "unknown-host", "没有这个主机，请检查地址中的主机名"},
    {"certificate", "authentication", "加密连接的证书不对"},
    {"SSL", "authentication", "服务器和地址对加密连接的要求不一致"},
    {"Connection refused", "no-server", "那里没有服务器在运行，请启动它或检查主机和端口"},
    {"No such file or directory", "no-server", "那里没有服务器在运行，请启动它或检查主机和端口"},
    {"Permission denied", "no-permission", "没有权限使用服务器的套接字"},
    {"timeout expired", "unreachable", "主机没有应答，请检查网络和地址"},
    {"timed out", "unreachable", "主机没有应答，请检查网络和地址"},
    {"No route to host", "unreachable", "到不了该主机，请检查网络和地址"},
    {"Network is unreachable", "unreachable", "到不了该主机，请检查网络和地址"},
};

}  // namespace

Error sqlite_error(int code, bool is_schema) {
  if (is_schema) return no_schema();
  switch (code & 0xFF) {
    case SQLITE_FULL:
      return disk_error("disk-full", fmt::format("磁盘已满，数据库无法写入；{}", kUndone));
    case SQLITE_IOERR:
      return disk_error("disk", fmt::format("读写数据库时磁盘出错（可能已满）；{}", kUndone));
    case SQLITE_INTERRUPT:
      return too_long();
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return error_of("locked", "数据库正被另一个进程占用，请稍后再试");
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
      return error_of("no-permission", "数据库文件无法写入，请检查该文件及其文件夹的权限");
    case SQLITE_CORRUPT:
      return error_of("corrupt", "数据库文件已损坏，请用备份恢复");
    case SQLITE_NOTADB:
      return error_of("corrupt", "数据库文件已损坏，或不是 SQLite 数据库");
    default:
      return refused("SQLite code", std::to_string(code));
  }
}

Error sqlite_file_error(int code, const std::string& file, bool writes) {
  switch (code & 0xFF) {
    case SQLITE_NOTADB:
      return error_of("not-a-database", fmt::format("{} 不是 SQLite 数据库", file));
    case SQLITE_CORRUPT:
      return error_of("corrupt", fmt::format("数据库文件 {} 已损坏，请用备份恢复", file));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return error_of("locked", fmt::format("数据库 {} 正被另一个进程占用，请稍后再试", file));
    case SQLITE_FULL:
      return disk_error("disk-full", fmt::format("数据库文件 {} 所在的磁盘已满", file));
  }
  if (std::optional<Error> error = find_obstacle(file, writes)) return *error;
  if ((code & 0xFF) == SQLITE_READONLY)
    return error_of("no-permission", fmt::format("数据库文件 {} 只能读取，无法写入", file));
  return {(code & 0xFF) == SQLITE_IOERR ? ErrorKind::kDisk : ErrorKind::kDatabase,
          fmt::format("无法打开数据库文件 {}（SQLite code {}），请检查权限和磁盘", file, code),
          (code & 0xFF) == SQLITE_IOERR ? "database.disk" : "database.refused"};
}

Error postgres_connect_error(std::string_view state, std::string_view said) {
  if (!state.empty()) return turned_away(state, said);
  for (const Failure& each : kFailures) {
    if (has(said, each.said)) return cannot_connect(each.code, each.cause);
  }
  return cannot_connect("no-server", "请检查它是否在运行，以及地址、用户、密码和数据库名");
}

Error postgres_error(std::string_view state) {
  std::string_view area = state.substr(0, 2);
  if (state == kQueryCanceled) return too_long();
  if (is_connection_lost(state))
    return error_of("lost", fmt::format("与数据库的连接已中断；{}，请查看后重试", kUndone));
  if (state == "53100")
    return disk_error("disk-full", fmt::format("数据库服务器的磁盘已满；{}", kUndone));
  if (area == "58")
    return disk_error("disk", fmt::format("数据库服务器的磁盘出错（可能已满）；{}", kUndone));
  if (state == "40001" || state == "40P01" || state == "23505")
    return {ErrorKind::kConflict, "别人同时改了同样的数据，请重试", "database.conflict"};
  if (state == "42501") return error_of("no-privilege", "数据库用户的权限不足，请联系数据库管理员");
  if (state == "25006")
    return error_of("read-only",
                    "数据库只能读取，不能写入（备用服务器，或设为只读），请联系数据库管理员");
  if (state == "42P01" || state == "42703") return no_schema();
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
    throw error_of("lost", "数据库无法使用：连接中断或被拒绝");
  }
}

void rethrow_commit_error() {
  try {
    throw;
  } catch (const soci::sqlite3_soci_error& error) {
    // The last page may have reached the disk, and only its sync have failed.
    if ((error.result() & 0xFF) == SQLITE_IOERR)
      throw commit_unknown(ErrorKind::kDisk, "提交时磁盘出错");
    rethrow_database_error();
  } catch (const soci::postgresql_soci_error& error) {
    if (is_connection_lost(error.sqlstate()))
      throw commit_unknown(ErrorKind::kDatabase, "提交时与数据库的连接中断");
    rethrow_database_error();
  } catch (const soci::soci_error&) {
    throw commit_unknown(ErrorKind::kDatabase, "提交时与数据库的连接中断");
  }
}

}  // namespace xueshi::database
