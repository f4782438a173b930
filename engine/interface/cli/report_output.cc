#include "cli/report_output.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/ways.h"
#include "json/reports.h"

namespace xueshi::cli {

using report::ReportResult;
using report::ReportStatus;

std::string sentence_of(const ReportResult& result) {
  if (result.status == ReportStatus::kWritten) return fmt::format("已生成 {}", result.path);
  if (result.status == ReportStatus::kUpToDate) return fmt::format("未变动 {}", result.path);
  const char* what = result.status == ReportStatus::kNotReady ? "未生成" : "生成失败";
  std::vector<std::string> lines;
  for (const std::string& reason : result.reasons)
    lines.push_back(
        fmt::format("{} {} {}：{}", what, result.org, result.report, with_way("report", reason)));
  return base::join(lines, "\n");
}

namespace {

// With the ways that the command line has.
Json told(std::vector<ReportResult> results) {
  for (ReportResult& result : results) {
    result.reasons = with_ways("report", result.reasons);
    result.warnings = with_ways("report", result.warnings);
  }
  return json::to_json(results);
}

void show(const ReportResult& result, const Output& output) {
  for (const std::string& warning : result.warnings) output.warning(with_way("report", warning));
  if (!result.log.empty()) output.talk(result.log);
  output.line(sentence_of(result));
}

}  // namespace

int finish_reports(const std::vector<ReportResult>& results, Output& output) {
  output.end_progress();
  if (output.json()) {
    output.print(told(results));
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

}  // namespace xueshi::cli
