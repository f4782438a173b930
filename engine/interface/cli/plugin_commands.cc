#include <fmt/format.h>

#include "authoring/plugins.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/json.h"

namespace xueshi::cli {

namespace {

std::string folder_argument(const Invocation& invocation) {
  return invocation.arguments.empty() ? "" : invocation.arguments[0];
}

Json to_json(const authoring::PluginEntry& entry) {
  return {{"name", entry.name},
          {"title", entry.title},
          {"version", entry.version},
          {"institute", entry.institute ? Json(*entry.institute) : Json(nullptr)},
          {"folder", entry.folder},
          {"inputs", entry.inputs},
          {"replaces", text_or_null(entry.replaces)},
          {"problems", entry.problems}};
}

std::string note_of(const authoring::PluginEntry& entry) {
  if (entry.title.empty()) return "文件有错，请用 plugin check";
  if (!entry.problems.empty()) return "不使用：" + base::join(entry.problems, "；");
  return entry.replaces.empty() ? "" : "代替 " + entry.replaces;
}

}  // namespace

int run_plugin_list(Invocation& invocation) {
  std::vector<authoring::PluginEntry> entries =
      authoring::list_plugins(invocation.settings, invocation.org());
  if (invocation.output.json()) {
    Json all = Json::array();
    for (const authoring::PluginEntry& entry : entries) all.push_back(to_json(entry));
    invocation.output.print(all);
    return kDone;
  }
  Table table{{"名称", "标题", "版本", "可见范围", "输入", "文件夹", "备注"}, {}};
  for (const authoring::PluginEntry& entry : entries) {
    table.rows.push_back({entry.name, entry.title, entry.version, entry.institute.value_or("全院"),
                          base::join(entry.inputs, " "), entry.folder, note_of(entry)});
  }
  invocation.output.table(table);
  return kDone;
}

int run_plugin_new(Invocation& invocation) {
  std::vector<std::string> files = authoring::new_plugin(invocation.arguments[0]);
  if (invocation.output.json()) {
    invocation.output.print({{"files", files}});
  } else {
    for (const std::string& file : files) invocation.output.line(fmt::format("已生成 {}", file));
  }
  invocation.output.talk(
      fmt::format("下一步：xueshi plugin check {0} && xueshi plugin test {0}；说明见 "
                  "plugins/README.md",
                  invocation.arguments[0]));
  return kDone;
}

int run_plugin_check(Invocation& invocation) {
  authoring::PluginCheck check =
      authoring::check_plugins(invocation.settings, folder_argument(invocation));
  if (invocation.output.json() || !check.findings.empty())
    invocation.output.findings(check.findings);
  if (!check.findings.ok()) return kRefused;
  for (const std::string& folder : check.folders)
    invocation.output.talk(fmt::format("{}：通过", folder));
  return kDone;
}

int run_plugin_test(Invocation& invocation) {
  authoring::PluginTests tests =
      authoring::test_plugins(invocation.settings, folder_argument(invocation));
  std::size_t passed = 0;
  Json all = Json::array();
  for (const auto& [folder, result] : tests.results) {
    passed += result.passed() ? 1 : 0;
    if (invocation.output.json()) {
      all.push_back({{"plugin", folder},
                     {"case", result.name},
                     {"passed", result.passed()},
                     {"difference", result.difference}});
      continue;
    }
    invocation.output.line(
        fmt::format("{} {}：{}", folder, result.name, result.passed() ? "通过" : "未通过"));
    if (!result.findings.empty()) invocation.output.findings(result.findings);
    if (!result.difference.empty()) invocation.output.line(result.difference);
  }
  std::size_t failed = tests.results.size() - passed;
  if (invocation.output.json()) {
    invocation.output.print({{"passed", passed}, {"failed", failed}, {"cases", all}});
  } else {
    if (!tests.findings.empty()) invocation.output.findings(tests.findings);
    invocation.output.line(fmt::format("{} 个用例通过，{} 个未通过", passed, failed));
  }
  return failed == 0 && tests.findings.ok() ? kDone : kRefused;
}

int run_plugin_run(Invocation& invocation) {
  session::Session& session = invocation.session();
  authoring::PluginRows rows =
      authoring::try_plugin(session, invocation.arguments[0], *invocation.year, invocation.org());
  if (!rows.log.empty()) invocation.output.talk(rows.log);
  if (rows.failure) {
    base::Findings findings;
    findings.add(*rows.failure);
    invocation.output.findings(findings);
    return kRefused;
  }
  if (invocation.output.json()) {
    invocation.output.print({{"csv", rows.csv}});
  } else {
    invocation.output.line(std::string(base::trim(rows.csv)));
  }
  return kDone;
}

}  // namespace xueshi::cli
