#include "view/backbone.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/number.h"
#include "base/text.h"
#include "item/act.h"
#include "item/institute_year.h"
#include "item/tally.h"
#include "store/people.h"
#include "store/yearend.h"

namespace xueshi::view {

namespace {

using store::BackboneReport;
using yearend::BackboneLine;

void require_reader(const session::Session& session) {
  session.require_right(academy::Right::kLookBackbone);
}

bool is_finalised(const BackboneReport& report) {
  return report.status == yearend::place::kFinalised;
}

void warn(const std::vector<BackboneLine>& lines, bool finalised, BackboneStatus& status) {
  std::vector<std::string> lapsed;
  std::int64_t candidates = 0;
  for (const BackboneLine& line : lines) {
    candidates += line.candidate ? 1 : 0;
    if (line.reported && !line.candidate) lapsed.push_back(line.name + "（" + line.employee + "）");
  }
  if (!lapsed.empty()) {
    status.warnings.push_back(
        fmt::format("已上报但不再符合筛选条件：{}；仍保留在上报名单中", base::join(lapsed, "、")));
  }
  if (!finalised && candidates < status.quota.for_full_rate) {
    status.warnings.push_back(fmt::format("符合条件的只有 {} 人，完训率达到 100% 需要 {} 人",
                                          candidates, status.quota.for_full_rate));
  }
  if (status.reported < status.quota.required) {
    status.warnings.push_back(
        fmt::format("已上报 {} 人，少于应上报的 {} 人", status.reported, status.quota.required));
  }
}

BackboneStatus describe(session::Session& session, const academy::Scope& scope,
                        const std::string& org, base::Year year) {
  const policy::Policy& policy = item::require_backbone_rules(session, year);
  BackboneReport report = store::fetch_backbone(session.database(), scope, org, year);
  policy::BackboneRules rules = policy.backbone;
  BackboneStatus status{org, year, report.status, 0, {}, 0, {}, policy.window(), {}};
  if (is_finalised(report)) {
    status.headcount = report.headcount;
    rules.quota_hundredths = report.quota_hundredths;
    status.reported = static_cast<std::int64_t>(report.frozen.size());
  } else {
    status.headcount = store::find_headcount(session.database(), scope, org, year).value_or(0);
    status.reported = static_cast<std::int64_t>(report.reported.size());
  }
  if (status.headcount == 0) {
    throw base::Refused("backbone.no-headcount",
                        "没有本单位本年度的在职总人数（ARP），无法计算应上报人数和完训率；"
                        "请先由院管理员导入 headcounts");
  }
  status.quota = yearend::make_quota(rules, status.headcount);
  status.rate = yearend::backbone_rate(rules, status.headcount, status.reported);
  if (is_finalised(report)) status.quota.required = report.required;
  warn(item::screen_backbone(session, scope, year, report), is_finalised(report), status);
  return status;
}

// The institute's own, where none is named.
std::string require_org(session::Session& session, std::string org) {
  session.institute_scope(org);
  return org;
}

BackboneStatus take(session::Session& session, base::Year year, const std::string& given,
                    const std::string& action, const std::vector<std::string>& employees,
                    const std::optional<std::string>& password_again = std::nullopt) {
  std::string org = require_org(session, given);
  item::ActRequest request;
  request.subject = "backbone";
  request.ids = {item::institute_year_id(org, year)};
  request.action = action;
  request.password_again = password_again;
  for (const std::string& employee : employees) request.fields.emplace_back("员工编号", employee);
  act(session, request);
  return describe(session, session.institute_scope(org), org, year);
}

}  // namespace

std::vector<BackboneLine> backbone_candidates(session::Session& session, base::Year year,
                                              std::string org) {
  require_reader(session);
  academy::Scope scope = session.institute_scope(org);
  item::require_backbone_rules(session, year);
  return item::screen_backbone(session, scope, year,
                               store::fetch_backbone(session.database(), scope, org, year));
}

BackboneStatus backbone_status(session::Session& session, base::Year year, std::string org) {
  require_reader(session);
  academy::Scope scope = session.institute_scope(org);
  return describe(session, scope, org, year);
}

BackboneStatus report_backbone(session::Session& session, base::Year year, const std::string& org,
                               const std::vector<std::string>& employees) {
  return take(session, year, org, "report", employees);
}

BackboneStatus withdraw_backbone(session::Session& session, base::Year year, const std::string& org,
                                 const std::vector<std::string>& employees) {
  return take(session, year, org, "withdraw", employees);
}

BackboneStatus finalise_backbone(session::Session& session, base::Year year, const std::string& org,
                                 const std::optional<std::string>& password_again) {
  return take(session, year, org, "finalise", {}, password_again);
}

std::optional<std::string> password_reason(session::Session& session, base::Year year,
                                           std::string org) {
  session.institute_scope(org);
  item::ActRequest request;
  request.subject = "backbone";
  request.ids = {item::institute_year_id(org, year)};
  request.action = "finalise";
  return item::password_reason(session, request);
}

}  // namespace xueshi::view
