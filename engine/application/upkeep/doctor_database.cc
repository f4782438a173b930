// What the doctor asks of the database.
#include <fmt/format.h>
#include <sys/vfs.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>

#include "base/number.h"
#include "database/health.h"
#include "database/schema.h"
#include "upkeep/patient.h"

namespace xueshi::upkeep {

namespace {

void check_connection(Patient& patient) {
  patient.database = database::Database::open(patient.settings.value("db"));
  patient.ok(patient.is_postgresql() ? "数据库能连接：PostgreSQL" : "数据库能打开：SQLite");
}

void check_schema(Patient& patient) {
  if (!patient.database) return;
  patient.database->require_current_schema();
  patient.ok(fmt::format("数据库的结构版本是 {}，与程序相符", database::newest_schema_version()));
}

// What a setting should be; `is_risk`: data may be lost or torn otherwise.
struct Wanted {
  const char* name;
  const char* value;
  bool is_risk;
  const char* advice;
};

constexpr Wanted kOfPostgres[] = {
    {"server_encoding", "UTF8", true, "请另建编码为 UTF8 的数据库"},
    {"fsync", "on", true, "断电会损坏数据：请在 postgresql.conf 中设为 on"},
    {"full_page_writes", "on", true, "断电会损坏数据：请在 postgresql.conf 中设为 on"},
    {"synchronous_commit", "on", false, "断电会丢失最近的改动：请设为 on"},
    {"standard_conforming_strings", "on", true, "文字中的反斜线会被误读：连接没有设好它"},
    {"default_transaction_isolation", "read committed", false, "请恢复为默认值 read committed"},
};
constexpr Wanted kOfSqlite[] = {
    {"journal_mode", "wal", true, "数据库所在的文件系统不支持 WAL：请放到本地磁盘上"},
    {"synchronous", "2", true, "断电会丢失改动：应为 2（full）"},
    {"foreign_keys", "1", true, "引用完整性没有启用：应为 1"},
};

template <std::size_t count>
void compare(Patient& patient, const std::map<std::string, std::string>& settings,
             const Wanted (&wanted)[count]) {
  for (const Wanted& each : wanted) {
    auto at = settings.find(each.name);
    std::string value = at == settings.end() ? "" : at->second;
    if (value == each.value) {
      patient.ok(fmt::format("{} = {}", each.name, value), each.name);
      continue;
    }
    std::string text =
        fmt::format("{} = {}，应为 {}；{}", each.name, value, each.value, each.advice);
    each.is_risk ? patient.fail(text, each.name) : patient.warn(text, each.name);
  }
}

// A worker has a connection a job and one of its own; people and backups come on top.
void check_connections(Patient& patient, const std::string& most) {
  std::int64_t allowed = base::parse_decimal(most, 0).value_or(0);
  std::int64_t needed = patient.jobs + 10;
  if (allowed >= needed) return patient.ok("max_connections 足够", "max_connections");
  patient.warn(fmt::format("max_connections = {}，少于本机 {} 个并行任务所需的 {}：请调大", allowed,
                           patient.jobs, needed),
               "max_connections");
}

void check_settings(Patient& patient) {
  if (!patient.database) return;
  std::map<std::string, std::string> settings;
  for (const database::DatabaseSetting& each : database::fetch_database_settings(*patient.database))
    settings[each.name] = each.value;
  if (!patient.is_postgresql()) return compare(patient, settings, kOfSqlite);
  patient.ok(fmt::format("PostgreSQL {}", settings["server_version"]), "server_version");
  compare(patient, settings, kOfPostgres);
  check_connections(patient, settings["max_connections"]);
}

void check_role(Patient& patient) {
  if (!patient.is_postgresql()) return;
  database::RolePower power = database::fetch_role_power(*patient.database);
  if (power.is_superuser)
    patient.warn(
        "连接数据库的是超级用户：日常请用权限最小的用户，只在建立和升级数据表时用表的所有者");
  else if (power.owns_tables)
    patient.warn("连接数据库的是表的所有者，能改动审计记录：日常请用权限最小的用户");
  else
    patient.ok("连接数据库的用户只有所需的权限");
}

void check_server_clock(Patient& patient) {
  if (!patient.is_postgresql()) return;
  database::TwoClocks clocks = database::read_clocks(*patient.database);
  std::int64_t apart = std::llabs(clocks.server - clocks.here) / 1000;
  if (apart <= 2) return patient.ok("本机与数据库服务器的时钟一致");
  std::string text = fmt::format("本机与数据库服务器的时钟相差 {} 秒：请校准时钟", apart);
  apart > 60 ? patient.fail(text) : patient.warn(text);
}

void check_pages(Patient& patient) {
  if (!patient.database || patient.is_postgresql()) return;
  std::int64_t faults = database::count_page_faults(*patient.database);
  if (faults == 0) return patient.ok("数据库文件完好（quick_check）", patient.sqlite_file());
  patient.fail(fmt::format("数据库文件有 {} 处损坏：请停用并用备份恢复", faults),
               patient.sqlite_file());
}

// Locks and shared memory of SQLite do not work over a network.
void check_file_system(Patient& patient) {
  if (!patient.database || patient.is_postgresql()) return;
  constexpr long kOfNetworks[] = {0x6969, 0x517B, 0xFF534D42, 0xFE534D42, 0x01021997, 0x5346414F};
  struct statfs system {};
  if (::statfs(patient.sqlite_file().c_str(), &system) != 0)
    return patient.warn("无法得知数据库文件在哪种文件系统上", patient.sqlite_file());
  for (long network : kOfNetworks) {
    if (static_cast<unsigned long>(system.f_type) == static_cast<unsigned long>(network))
      return patient.fail("数据库文件在网络文件系统上，SQLite 在那里会损坏：请移到本地磁盘",
                          patient.sqlite_file());
  }
  patient.ok("数据库文件在本地文件系统上", patient.sqlite_file());
}

}  // namespace

const std::vector<DoctorCheck>& database_checks() {
  static const std::vector<DoctorCheck> kChecks = {
      {"database", check_connection},       {"schema", check_schema},
      {"settings", check_settings},         {"role", check_role},
      {"server-clock", check_server_clock}, {"pages", check_pages},
      {"file-system", check_file_system},
  };
  return kChecks;
}

}  // namespace xueshi::upkeep
