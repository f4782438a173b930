#include "app/backbone.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/passwords.h"
#include "app/tally.h"
#include "base/number.h"
#include "base/text.h"
#include "store/people.h"
#include "store/yearend.h"

namespace xueshi::app {

namespace {

using academy::Role;
using store::BackboneReport;
using yearend::BackboneLine;

void require_backbone_role(const Session& session, const std::string& what) {
  session.require_role({Role::kInstituteAdmin}, what);
}

void require_reader(const Session& session) {
  session.require_role({Role::kInstituteAdmin, Role::kAcademyAdmin}, "查看骨干人才上报");
}

bool is_finalised(const BackboneReport& report) {
  return report.status == yearend::place::kFinalised;
}

std::set<std::string> as_set(const std::vector<std::string>& employees) {
  return {employees.begin(), employees.end()};
}

std::vector<BackboneLine> screen(Session& session, const academy::Scope& scope, base::Year year,
                                 const BackboneReport& report) {
  if (is_finalised(report)) return report.frozen;
  return tally_institute(session, scope, year, as_set(report.reported)).backbone;
}

void warn(const std::vector<BackboneLine>& lines, bool finalised, BackboneStatus& status) {
  std::vector<std::string> lapsed;
  std::int64_t candidates = 0;
  for (const BackboneLine& line : lines) {
    candidates += line.candidate ? 1 : 0;
    if (line.reported && !line.candidate) lapsed.push_back(line.name + "(" + line.employee + ")");
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

BackboneStatus describe(Session& session, const academy::Scope& scope, const std::string& org,
                        base::Year year) {
  const policy::Policy& policy = session.policy(year);
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
  warn(screen(session, scope, year, report), is_finalised(report), status);
  return status;
}

void refuse_if(const base::Blockers& blockers) {
  if (!blockers.empty()) throw base::Refused(blockers);
}

// Each employee of `employees` who is not in `allowed`, as a blocker.
base::Blockers missing_from(const std::set<std::string>& allowed,
                            const std::vector<std::string>& employees, const char* code,
                            const char* why) {
  base::Blockers blockers;
  for (const std::string& employee : employees) {
    if (allowed.count(employee) == 0)
      blockers.push_back({code, fmt::format("{}：{}", employee, why)});
  }
  return blockers;
}

BackboneStatus change_reported(Session& session, base::Year year, std::string org,
                               const std::vector<std::string>& employees, bool reporting) {
  require_backbone_role(session, reporting ? "上报骨干人才" : "撤销骨干人才上报");
  academy::Scope scope = session.institute_scope(org);
  const policy::Policy& policy = session.policy(year);
  store::Transaction transaction(session.database(), store::Transaction::Mode::kWrite);
  BackboneReport report = store::fetch_backbone(session.database(), scope, org, year);
  auto headcount = store::find_headcount(session.database(), scope, org, year);
  base::Blockers blockers =
      yearend::report_blockers(policy, report.status, headcount, session.today());
  base::Blockers people;
  if (reporting) {
    std::set<std::string> candidates;
    for (const BackboneLine& line : screen(session, scope, year, report)) {
      if (line.candidate || line.reported) candidates.insert(line.employee);
    }
    people = missing_from(candidates, employees, "backbone.not-candidate",
                          "不是本单位本年度符合筛选条件的人员，请用 backbone candidates 查看名单");
  } else {
    people = missing_from(as_set(report.reported), employees, "backbone.not-reported",
                          "不在已上报名单中");
  }
  blockers.insert(blockers.end(), people.begin(), people.end());
  refuse_if(blockers);
  store::save_reported(transaction, scope, org, year, employees, reporting);
  transaction.commit();
  return describe(session, scope, org, year);
}

}  // namespace

std::vector<BackboneLine> backbone_candidates(Session& session, base::Year year, std::string org) {
  require_reader(session);
  academy::Scope scope = session.institute_scope(org);
  session.policy(year);
  return screen(session, scope, year, store::fetch_backbone(session.database(), scope, org, year));
}

BackboneStatus backbone_status(Session& session, base::Year year, std::string org) {
  require_reader(session);
  academy::Scope scope = session.institute_scope(org);
  return describe(session, scope, org, year);
}

BackboneStatus report_backbone(Session& session, base::Year year, std::string org,
                               const std::vector<std::string>& employees) {
  return change_reported(session, year, std::move(org), employees, true);
}

BackboneStatus withdraw_backbone(Session& session, base::Year year, std::string org,
                                 const std::vector<std::string>& employees) {
  return change_reported(session, year, std::move(org), employees, false);
}

BackboneStatus finalise_backbone(Session& session, base::Year year, std::string org) {
  require_backbone_role(session, "完成骨干人才上报");
  academy::Scope scope = session.institute_scope(org);
  const policy::Policy& policy = session.policy(year);
  confirm_password(session, "完成上报");
  store::Transaction transaction(session.database(), store::Transaction::Mode::kWrite);
  BackboneReport report = store::fetch_backbone(session.database(), scope, org, year);
  auto headcount = store::find_headcount(session.database(), scope, org, year);
  refuse_if(yearend::finalise_blockers(policy, report.status, headcount, session.today()));
  std::vector<BackboneLine> lines = screen(session, scope, year, report);
  std::copy_if(lines.begin(), lines.end(), std::back_inserter(report.frozen),
               [](const BackboneLine& line) { return line.reported; });
  report.status = yearend::place::kFinalised;
  report.headcount = *headcount;
  report.quota_hundredths = policy.backbone.quota_hundredths;
  report.required = yearend::make_quota(policy.backbone, *headcount).required;
  store::save_finalised(transaction, scope, org, year, report);
  transaction.commit();
  return describe(session, scope, org, year);
}

}  // namespace xueshi::app
