#include <fmt/format.h>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/report_output.h"
#include "report/report_verify.h"
#include "report/reports.h"

namespace xueshi::cli {

namespace {

base::OnProgress progress_of(Output& output) {
  return [&output](const std::string& step, std::int64_t done, std::int64_t size) {
    output.progress(step, done, size);
  };
}

}  // namespace

int run_report_run(Invocation& invocation) {
  session::Session& session = invocation.session();
  return finish_reports(
      report::run_report(session, invocation.arguments[0], *invocation.year, invocation.org(),
                         invocation.text(Option::kOut), progress_of(invocation.output)),
      invocation.output);
}

// The plan list is a report like any other: a template and a plugin.
int run_plan_export(Invocation& invocation) {
  session::Session& session = invocation.session();
  return finish_reports(
      report::run_report(session, "plan-list", *invocation.year, invocation.org(),
                         invocation.text(Option::kOut), progress_of(invocation.output)),
      invocation.output);
}

int run_report_year_end(Invocation& invocation) {
  return finish_reports(report::run_year_end(invocation.session(), *invocation.year,
                                             invocation.org(), invocation.text(Option::kOut),
                                             invocation.number(Option::kJobs, 1, 1, 64),
                                             progress_of(invocation.output)),
                        invocation.output);
}

namespace {

Json to_json(const report::Publication& one) {
  return {{"org", one.key.org},
          {"year", one.key.year.value()},
          {"report", one.key.report},
          {"revision", one.revision},
          {"file", one.file},
          {"folder", text_or_null(one.key.folder)},
          {"made_at", one.made_at},
          {"made_by", text_or_null(one.made_by)},
          {"receipt", one.receipt},
          {"policy", one.policy},
          {"template", one.page},
          {"plugin", one.plugin},
          {"plugin_version", one.plugin_version},
          {"plugin_folder", text_or_null(one.plugin_folder)},
          {"graphs", text_or_null(one.graphs)},
          {"inputs", one.inputs},
          {"audit_chain", one.chain},
          {"audit_seq", one.chain_seq}};
}

Json to_json(const std::vector<report::Publication>& all) {
  Json list = Json::array();
  for (const report::Publication& one : all) list.push_back(to_json(one));
  return list;
}

std::string name_of(const report::Publication& one) {
  return fmt::format("{} {} {} 第 {} 版", one.key.org, one.key.year.value(), one.key.report,
                     one.revision);
}

void show_origin(const report::Publication& one, const Output& output) {
  output.field("发布", fmt::format("{}，{}", name_of(one), one.made_at));
  output.field("校验码", one.receipt);
  output.field("规则", one.policy);
  output.field("模板", one.page);
  output.field("插件", fmt::format("{}（{} 版{}）", one.plugin, one.plugin_version,
                                   one.plugin_folder.empty() ? "" : "，" + one.plugin_folder));
  output.field("流程", one.graphs);
  for (const std::string& line : base::split(one.inputs, '\n'))
    if (!line.empty()) output.field("数据", line);
  output.field("审计", fmt::format("{} 链第 {} 条之时", one.chain, one.chain_seq));
}

void show(const report::ReportVerification& found, const std::string& file, const Output& output) {
  if (found.is_published()) {
    output.line(
        fmt::format("{} 就是发布的文件{}", file, found.is_newest ? "" : "，但已有更新的版本"));
    return show_origin(found.same.back(), output);
  }
  if (found.alike.empty()) {
    output.line(fmt::format("{} 不是在这里发布的文件{}", file,
                            found.receipt.empty() ? "（没有校验码）" : ""));
    return;
  }
  output.line(fmt::format("{} 带有已发布文件的校验码，但内容在发布之后被改动过，原件是：", file));
  show_origin(found.alike.back(), output);
}

}  // namespace

int run_report_verify(Invocation& invocation) {
  session::Session& session = invocation.session();
  const std::string& file = invocation.arguments[0];
  report::ReportVerification found = report::verify_report(session, file);
  if (invocation.output.json()) {
    invocation.output.print({{"file", file},
                             {"sha256", found.sha256},
                             {"receipt", text_or_null(found.receipt)},
                             {"published", found.is_published()},
                             {"newest", found.is_newest},
                             {"publications", to_json(found.same)},
                             {"changed_from", to_json(found.alike)}});
  } else {
    show(found, file, invocation.output);
  }
  return found.is_published() ? kDone : kRefused;
}

}  // namespace xueshi::cli
