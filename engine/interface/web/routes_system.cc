// 首页, 待办, 系统管理, and what the bureau keeps.
#include "web/audit_pages.h"
#include "web/home_pages.h"
#include "web/inbox_pages.h"
#include "web/installation_pages.h"
#include "web/operation_pages.h"
#include "web/people_pages.h"
#include "web/policy_pages.h"
#include "web/proposal_pages.h"
#include "web/route_groups.h"
#include "web/upload_pages.h"
#include "web/work_pages.h"
#include "web/workflow_pages.h"

namespace xueshi::web {

const std::vector<Route>& system_routes() {
  using enum Section;
  static const std::vector<Route> kRoutes = {
      {kGet, "/admin", "首页", show_home, Step::kAdmin, kClassAdmin, kHome, true},
      {kGet, "/admin/inbox", "待办", show_inbox, Step::kAdmin, kDepartmentAdmin, kInbox, true},
      {kGet, "/admin/people", "人员管理", show_people, Step::kAdmin, kDepartmentAdmin, kSystem,
       true},
      {kGet, "/admin/people/new", "新增人员", show_new_person, Step::kAdmin, kDepartmentAdmin,
       kSystem},
      {kPost, "/admin/people/new", "新增人员", do_new_person, Step::kAdmin, kDepartmentAdmin,
       kSystem},
      {kGet, "/admin/people/passwords", "密码重置", show_passwords, Step::kAgain, kDepartmentAdmin,
       kSystem},
      {kPost, "/admin/people/passwords", "密码重置", do_passwords, Step::kAgain, kDepartmentAdmin,
       kSystem},
      {kGet, "/admin/people/import", "导入", show_people_import, Step::kAdmin, kDepartmentAdmin,
       kSystem, true},
      {kPost, "/admin/people/import", "导入", do_people_import, Step::kAdmin, kDepartmentAdmin,
       kSystem, false, true},
      {kGet, "/admin/imports/templates/{kind}", "", show_import_template, Step::kAdmin,
       kDepartmentAdmin, kSystem},
      {kGet, "/admin/imports/{id}/errors.xlsx", "", show_import_errors, Step::kAdmin,
       kDepartmentAdmin, kSystem},
      {kGet, "/admin/imports/{id}", "导入", show_import, Step::kAdmin, kDepartmentAdmin, kSystem},
      {kPost, "/admin/imports/{id}", "导入", do_import, Step::kAdmin, kDepartmentAdmin, kSystem},
      {kGet, "/admin/people/do/{action}", "办理", show_person_deed, Step::kAdmin, kDepartmentAdmin,
       kSystem},
      {kPost, "/admin/people/do/{action}", "办理", do_person_deed, Step::kAdmin, kDepartmentAdmin,
       kSystem},
      {kGet, "/admin/people/{id}", "人员信息", show_person, Step::kAdmin, kDepartmentAdmin,
       kSystem},
      {kGet, "/admin/people/{id}/do/{action}", "办理", show_person_deed, Step::kAdmin,
       kDepartmentAdmin, kSystem},
      {kPost, "/admin/people/{id}/do/{action}", "办理", do_person_deed, Step::kAdmin,
       kDepartmentAdmin, kSystem},
      {kGet, "/admin/roles", "角色", show_held_roles, Step::kAdmin, kInstituteAdmin, kSystem, true},
      {kGet, "/admin/roles/new", "授予角色", show_new_role, Step::kAdmin, kInstituteAdmin, kSystem},
      {kPost, "/admin/roles/new", "授予角色", do_new_role, Step::kAdmin, kInstituteAdmin, kSystem},
      {kGet, "/admin/orgs", "组织机构", show_orgs, Step::kAdmin, kAcademyAdmin, kSystem, true},
      {kGet, "/admin/audit", "审计", show_audit_trail, Step::kAdmin, kInstituteAdmin, kSystem,
       true},
      {kGet, "/admin/policy", "规则", show_policy, Step::kAdmin, kInstituteAdmin, kSystem, true},
      {kGet, "/admin/policy/compare", "规则比较", show_policy_comparison, Step::kAdmin,
       kInstituteAdmin, kSystem},
      {kGet, "/admin/policy/explain", "规则解释", show_policy_reasons, Step::kAdmin,
       kDepartmentAdmin, kSystem, true},
      {kGet, "/admin/policy/draft", "规定草案", show_draft, Step::kAdmin, kAcademyAdmin, kSystem},
      {kPost, "/admin/policy/draft", "规定草案", do_draft, Step::kAdmin, kAcademyAdmin, kSystem,
       false, true},
      {kGet, "/admin/policy/proposals", "提请生效的规定", show_proposals, Step::kAdmin,
       kAcademyAdmin, kSystem},
      {kGet, "/admin/policy/proposals/{id}", "提请生效", show_proposal, Step::kAdmin, kAcademyAdmin,
       kSystem},
      {kGet, "/admin/policy/proposals/{id}/rules.yaml", "", take_proposal_text, Step::kAdmin,
       kAcademyAdmin, kSystem},
      {kGet, "/admin/policy/proposals/{id}/do/{action}", "办理", show_proposal_deed, Step::kAdmin,
       kAcademyAdmin, kSystem},
      {kPost, "/admin/policy/proposals/{id}/do/{action}", "办理", do_proposal_deed, Step::kAdmin,
       kAcademyAdmin, kSystem},
      {kGet, "/admin/workflows", "审批流程", show_workflows, Step::kAdmin, kInstituteAdmin, kSystem,
       true},
      {kGet, "/admin/workflows/{graph}", "审批流程图", show_workflow, Step::kSignedIn, kEverybody,
       kSystem},
      {kGet, "/admin/jobs", "任务", show_jobs, Step::kAdmin, kAcademyAdmin, kSystem, true},
      {kPost, "/admin/jobs/do/retry", "重新生成", do_retry_jobs, Step::kAdmin, kAcademyAdmin,
       kSystem},
      {kGet, "/admin/schedules", "定时任务", show_schedules, Step::kAdmin, kAcademyAdmin, kSystem,
       true},
      {kGet, "/admin/health", "系统健康", show_installation, Step::kAdmin, kAcademyAdmin, kSystem,
       true},
      {kPost, "/admin/health/do/check", "检查", do_check_installation, Step::kAdmin, kAcademyAdmin,
       kSystem},
      {kGet, "/admin/work/{id}", "进度", show_work, Step::kAdmin, kClassAdmin, kSystem},
      {kGet, "/admin/work/{id}/reports.zip", "", take_bundle, Step::kAgain, kAcademyAdmin, kSystem},
      {kPost, "/admin/work/{id}/slips", "密码条", take_slips, Step::kAgain, kDepartmentAdmin,
       kSystem},
  };
  return kRoutes;
}

}  // namespace xueshi::web
