#include <fmt/format.h>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/report_output.h"
#include "json/reports.h"
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

std::string name_of(const report::Publication& one) {
  return fmt::format("{} {} {} 第 {} 版", one.key.org, one.key.year.value(), one.key.report,
                     one.revision);
}

void show_origin(const report::Publication& one, const Output& output) {
  output.field("发布", fmt::format("{}，{}", name_of(one), one.made_at));
  output.field("校验码", one.receipt);
  output.field("规定", one.policy);
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
    invocation.output.print(json::verified(found, file));
  } else {
    show(found, file, invocation.output);
  }
  return found.is_published() ? kDone : kRefused;
}

}  // namespace xueshi::cli
