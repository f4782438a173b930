#include "cli/report_output.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/ways.h"

namespace xueshi::cli {

using report::ReportResult;
using report::ReportStatus;

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

Json to_json(const std::vector<ReportResult>& results) {
  Json reports = Json::array();
  for (const ReportResult& result : results) {
    reports.push_back({{"org", result.org},
                       {"report", result.report},
                       {"file", result.path.empty() ? Json(nullptr) : Json(result.path)},
                       {"status", word(result.status)},
                       {"revision", result.revision == 0 ? Json(nullptr) : Json(result.revision)},
                       {"receipt", result.receipt.empty() ? Json(nullptr) : Json(result.receipt)},
                       {"reasons", with_ways("report", result.reasons)},
                       {"warnings", with_ways("report", result.warnings)}});
  }
  return {{"reports", reports}};
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
    output.print(to_json(results));
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
