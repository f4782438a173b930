#include <fmt/format.h>

#include <algorithm>

#include "app/reports.h"
#include "cli/commands.h"
#include "cli/json.h"

namespace xueshi::cli {

namespace {

using app::ReportResult;
using app::ReportStatus;

const char* word(ReportStatus status) {
  switch (status) {
    case ReportStatus::kWritten:
      return "written";
    case ReportStatus::kUpToDate:
      return "up_to_date";
    case ReportStatus::kNotReady:
      return "not_ready";
    case ReportStatus::kFailed:
      return "failed";
  }
  return "";
}

Json to_json(const std::vector<ReportResult>& results) {
  Json reports = Json::array();
  for (const ReportResult& result : results) {
    reports.push_back({{"org", result.org},
                       {"report", result.report},
                       {"file", result.path.empty() ? Json(nullptr) : Json(result.path)},
                       {"status", word(result.status)},
                       {"revision", result.revision == 0 ? Json(nullptr) : Json(result.revision)},
                       {"receipt", result.receipt.empty() ? Json(nullptr) : Json(result.receipt)},
                       {"reasons", result.reasons},
                       {"warnings", result.warnings}});
  }
  return {{"reports", reports}};
}

void show(const ReportResult& result, const Output& output) {
  for (const std::string& warning : result.warnings) output.warning(warning);
  if (!result.log.empty()) output.talk(result.log);
  if (result.status == ReportStatus::kWritten) output.line(fmt::format("已生成 {}", result.path));
  if (result.status == ReportStatus::kUpToDate) output.line(fmt::format("未变动 {}", result.path));
  if (result.made()) return;
  const char* what = result.status == ReportStatus::kNotReady ? "未生成" : "生成失败";
  for (const std::string& reason : result.reasons) {
    output.line(fmt::format("{} {} {}：{}", what, result.org, result.report, reason));
  }
}

int finish(const std::vector<ReportResult>& results, Output& output) {
  output.end_progress();
  if (output.json()) {
    print(to_json(results));
  } else {
    for (const ReportResult& result : results) show(result, output);
  }
  bool all_made = std::all_of(results.begin(), results.end(),
                              [](const ReportResult& each) { return each.made(); });
  bool could_not = std::any_of(results.begin(), results.end(),
                               [](const ReportResult& each) { return each.could_not; });
  if (could_not) return kCouldNot;
  return all_made ? kDone : kRefused;
}

app::OnProgress progress_of(Output& output) {
  return [&output](const std::string& step, std::int64_t done, std::int64_t size) {
    output.progress(step, done, size);
  };
}

}  // namespace

int run_report_run(Invocation& invocation) {
  app::Session session(invocation.settings);
  return finish(
      app::run_report(session, invocation.arguments[0], *invocation.year, invocation.org(),
                      invocation.text(Option::kOut), progress_of(invocation.output)),
      invocation.output);
}

// The plan list is a report like any other: a template and a plugin.
int run_plan_export(Invocation& invocation) {
  app::Session session(invocation.settings);
  return finish(app::run_report(session, "plan-list", *invocation.year, invocation.org(),
                                invocation.text(Option::kOut), progress_of(invocation.output)),
                invocation.output);
}

int run_report_year_end(Invocation& invocation) {
  return finish(
      app::run_year_end(invocation.settings, *invocation.year, invocation.org(),
                        invocation.text(Option::kOut), invocation.number(Option::kJobs, 1, 1, 64),
                        progress_of(invocation.output)),
      invocation.output);
}

}  // namespace xueshi::cli
