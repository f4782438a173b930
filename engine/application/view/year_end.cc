#include "view/year_end.h"

#include <fmt/format.h>

#include "plugin/shelf.h"
#include "yearend/backbone.h"
#include "yearend/summary.h"

namespace xueshi::view {

namespace {

std::vector<std::string> missing_of(const policy::Policy& policy,
                                    const store::InstituteProgress& progress, std::int64_t due) {
  std::vector<std::string> missing;
  if (progress.headcount.value_or(0) == 0) missing.emplace_back("未导入在职总人数");
  if (policy.has_backbone && progress.backbone != yearend::place::kFinalised)
    missing.emplace_back("骨干人才尚未完成上报");
  if (policy.has_summary && progress.summary.empty()) missing.emplace_back("年度总结未创建");
  if (policy.has_summary && progress.summary == yearend::place::kDraft)
    missing.emplace_back("年度总结未提交");
  if (progress.workbooks < due)
    missing.push_back(fmt::format("年终报表未导出 {} 份", due - progress.workbooks));
  return missing;
}

}  // namespace

std::vector<std::string> year_end_reports(const policy::Policy& policy) {
  std::vector<std::string> reports = plugin::year_end_reports();
  std::erase_if(reports, [&](const std::string& report) {
    return (report == "backbone" && !policy.has_backbone) ||
           (report == "annual-summary" && !policy.has_summary);
  });
  return reports;
}

std::vector<YearEndLine> list_year_end(session::Session& session, base::Year year) {
  session.require_right(academy::Right::kLookBackbone);
  session.require_right(academy::Right::kLookSummary);
  const policy::Policy& policy = session.policy(year);
  std::vector<std::string> reports = year_end_reports(policy);
  std::vector<YearEndLine> lines;
  for (store::InstituteProgress& progress :
       store::fetch_progress(session.database(), session.scope(), year, reports)) {
    YearEndLine line;
    line.due = std::ssize(reports);
    std::int64_t headcount = progress.headcount.value_or(0);
    if (headcount > 0 && policy.has_backbone) {
      line.backbone_rate = yearend::backbone_rate(policy.backbone, headcount, progress.reported);
      if (progress.required == 0)
        progress.required = yearend::make_quota(policy.backbone, headcount).required;
    }
    line.missing = missing_of(policy, progress, line.due);
    line.progress = std::move(progress);
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace xueshi::view
