#include "web/reports_made.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace xueshi::web {

using report::ReportResult;

bool any_made(const std::vector<ReportResult>& results) {
  return std::any_of(results.begin(), results.end(),
                     [](const ReportResult& result) { return result.made(); });
}

base::Blockers reports_not_made(const std::vector<ReportResult>& results) {
  base::Blockers blockers;
  for (const ReportResult& result : results) {
    for (const std::string& reason : result.reasons)
      blockers.push_back(
          {result.status == report::ReportStatus::kNotReady ? "report.not-ready" : "report.failed",
           result.report + "：" + reason});
  }
  return blockers;
}

std::string reports_notice(const std::vector<ReportResult>& results,
                           const base::Blockers& blockers) {
  std::vector<std::string> words;
  for (const ReportResult& result : results) {
    if (result.made()) {
      bool is_new = result.status == report::ReportStatus::kWritten;
      words.push_back(fmt::format("{} {}（第 {} 版）", is_new ? "已生成" : "未变动", result.path,
                                  result.revision));
    }
    for (const std::string& warning : result.warnings) words.push_back("警告：" + warning);
  }
  for (const base::Blocker& blocker : blockers) words.push_back("未生成 " + blocker.message);
  constexpr std::size_t kMost = 8;
  if (words.size() > kMost) words.resize(kMost);
  return base::join(words, "；");
}

}  // namespace xueshi::web
