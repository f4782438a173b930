#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/ways.h"
#include "upkeep/backup.h"

namespace xueshi::cli {

namespace {

upkeep::OnBackup bar_of(Output& output) {
  return [&output](const std::string& step, std::int64_t done, std::int64_t size) {
    output.progress(step, done, size);
  };
}

std::int64_t rows_of(const upkeep::Manifest& manifest) {
  std::int64_t sum = 0;
  for (const auto& [table, rows] : manifest.contents.rows) sum += rows;
  return sum;
}

Json to_json(const upkeep::Manifest& manifest) {
  Json files = Json::array();
  for (const upkeep::BackupFile& file : manifest.files)
    files.push_back({{"name", file.name}, {"size", file.size}, {"sha256", file.sha256}});
  Json rows = Json::object();
  for (const auto& [table, count] : manifest.contents.rows) rows[table] = count;
  return {{"made_at", manifest.made_at},
          {"backend", manifest.postgresql ? "postgresql" : "sqlite"},
          {"schema_version", manifest.contents.schema_version},
          {"installation", manifest.contents.installation},
          {"files", files},
          {"rows", rows}};
}

std::string sentence(const upkeep::Manifest& manifest) {
  return fmt::format("{} 的 {} 数据库：{} 张表 {} 行，{} 条审计链", manifest.made_at,
                     manifest.postgresql ? "PostgreSQL" : "SQLite", manifest.contents.rows.size(),
                     rows_of(manifest), manifest.contents.heads.size());
}

Json to_json(const upkeep::BackupVerification& result) {
  Json findings = Json::array();
  for (const base::Finding& finding : result.findings.kept()) findings.push_back(told(finding));
  return {{"ok", result.findings.ok()},
          {"backup", result.manifest ? to_json(*result.manifest) : Json(nullptr)},
          {"findings", findings},
          {"errors", result.findings.errors()},
          {"warnings", result.findings.warnings()}};
}

}  // namespace

int run_backup_create(Invocation& invocation) {
  Output& output = invocation.output;
  upkeep::Backup backup =
      upkeep::create_backup(invocation.settings, invocation.arguments[0], bar_of(output));
  output.end_progress();
  for (const std::string& warning : backup.warnings) output.warning(with_way("backup", warning));
  if (output.json()) {
    Json json = to_json(backup.manifest);
    json["folder"] = backup.folder.string();
    json["warnings"] = with_ways("backup", backup.warnings);
    invocation.output.print(json);
    return kDone;
  }
  output.line(fmt::format("已备份到 {}：{}", backup.folder.string(), sentence(backup.manifest)));
  output.talk("请另存一份到别处，像保管这台机器一样保管：里面有密码的哈希值和签名密钥");
  return kDone;
}

int run_backup_verify(Invocation& invocation) {
  Output& output = invocation.output;
  upkeep::BackupVerification result =
      upkeep::verify_backup(invocation.settings, invocation.arguments[0], bar_of(output));
  output.end_progress();
  if (output.json()) {
    invocation.output.print(to_json(result));
  } else {
    output.findings(result.findings);
    if (result.findings.ok()) output.line(fmt::format("备份完整：{}", sentence(*result.manifest)));
  }
  return result.findings.ok() ? kDone : kRefused;
}

int run_backup_restore(Invocation& invocation) {
  Output& output = invocation.output;
  bool dry_run = invocation.has(Option::kDryRun);
  upkeep::Restored restored =
      upkeep::restore_backup(invocation.settings, invocation.arguments[0], dry_run, bar_of(output));
  output.end_progress();
  for (const std::string& warning : restored.warnings) output.warning(warning);
  std::string database = session::shown(invocation.settings.at("db"));
  if (output.json()) {
    Json json = to_json(restored.manifest);
    json["database"] = database;
    if (dry_run) json["dry_run"] = true;
    json["witness"] = restored.witness;
    json["warnings"] = restored.warnings;
    invocation.output.print(json);
    return kDone;
  }
  if (dry_run) {
    output.line(fmt::format("可以恢复到 {}：{}", database, sentence(restored.manifest)));
    output.line("试运行：没有改动");
    return kDone;
  }
  output.line(fmt::format("已恢复到 {}：{}", database, sentence(restored.manifest)));
  for (const std::string& file : restored.witness) output.line(fmt::format("见证文件：{}", file));
  output.talk("接下来请执行 xueshi verify 和 xueshi audit verify");
  return kDone;
}

}  // namespace xueshi::cli
