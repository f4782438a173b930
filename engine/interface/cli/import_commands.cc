#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/secret.h"
#include "imports/import.h"
#include "imports/import_template.h"
#include "json/import_result.h"
#include "upkeep/init.h"

namespace xueshi::cli {

namespace {

constexpr int kMostAlike = 3;  // warnings about one thing

void show(const imports::ImportResult& result, bool dry_run, const Output& output) {
  output.findings(result.findings, kMostAlike);
  for (const std::string& copy : result.error_copies) {
    output.line(fmt::format("已生成 {}：改正后可直接重新导入", copy));
  }
  if (!result.findings.ok()) return output.line("未导入任何数据，请改正后重新导入");
  for (const imports::FileCounts& file : result.files) {
    output.line(fmt::format("{}：新增 {}，更新 {}，未变 {}", file.file, file.added, file.changed,
                            file.unchanged));
  }
  if (dry_run) output.line("试运行：以上内容没有写入");
}

}  // namespace

int run_init(Invocation& invocation) {
  std::string role = invocation.text(Option::kGrant);
  upkeep::Initialised made =
      upkeep::init_database(invocation.settings, role,
                            [&](const std::string& step, std::int64_t done, std::int64_t size) {
                              invocation.output.progress(step, done, size);
                            });
  invocation.output.end_progress();
  int migrations = made.migrations;
  if (invocation.output.json()) {
    Json result = {{"migrations", migrations}, {"backup", text_or_null(made.backup.string())}};
    if (!role.empty()) result["granted_to"] = role;
    invocation.output.print(result);
  }
  if (!made.backup.empty())
    invocation.output.talk(fmt::format("升级之前的数据库已备份到 {}", made.backup.string()));
  invocation.output.talk(migrations == 0
                             ? "数据库已是最新，没有改动"
                             : fmt::format("数据库已就绪（执行了 {} 个升级步骤）", migrations));
  if (!role.empty()) invocation.output.talk(fmt::format("角色 {} 可以用于日常工作", role));
  return kDone;
}

int run_import(Invocation& invocation) {
  session::Session& session = invocation.session();
  auto on_progress = [&](const std::string& step, std::int64_t done, std::int64_t size) {
    invocation.output.progress(step, done, size);
  };
  imports::ImportRequest request{invocation.arguments[0], invocation.has(Option::kDryRun), {}};
  request.kind = invocation.find(Option::kKind);
  request.password_again = read_password_again(imports::password_reason(session, request));
  imports::ImportResult result = imports::import_path(session, request, on_progress);
  invocation.output.end_progress();
  if (invocation.output.json()) {
    invocation.output.print(json::to_json(result, told));
  } else {
    show(result, invocation.has(Option::kDryRun), invocation.output);
  }
  return result.findings.ok() ? kDone : kRefused;
}

int run_import_template(Invocation& invocation) {
  session::Policies policies(session::Home(invocation.settings.value("home")));
  imports::write_import_template(invocation.arguments[0], invocation.arguments[1],
                                 policies.columns());
  if (invocation.output.json()) invocation.output.print({{"file", invocation.arguments[1]}});
  invocation.output.talk(fmt::format("已生成 {}", invocation.arguments[1]));
  return kDone;
}

}  // namespace xueshi::cli
