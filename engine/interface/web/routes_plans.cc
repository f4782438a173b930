// 培训计划.
#include "web/plan_edit_pages.h"
#include "web/plan_funding_pages.h"
#include "web/plan_pages.h"
#include "web/plan_review_pages.h"
#include "web/plan_templates.h"
#include "web/route_groups.h"
#include "web/upload_pages.h"

namespace xueshi::web {

namespace {

const std::vector<Route>& template_routes() {
  using enum Section;
  static const std::vector<Route> kRoutes = {
      {kGet, "/admin/plan-templates", "计划模板", show_plan_templates, Step::kAdmin, kClassAdmin,
       kPlans, true},
      {kGet, "/admin/plan-templates/new", "生成计划模板", show_new_plan_template, Step::kAdmin,
       kClassAdmin, kPlans},
      {kPost, "/admin/plan-templates/new", "生成计划模板", make_plan_template, Step::kAdmin,
       kClassAdmin, kPlans},
      {kPost, "/admin/plan-templates/do/share", "共享", share_plan_templates, Step::kAdmin,
       kClassAdmin, kPlans},
      {kPost, "/admin/plan-templates/do/delete", "删除", delete_plan_templates, Step::kAdmin,
       kClassAdmin, kPlans},
      {kGet, "/admin/plan-templates/{n}/use", "新增培训计划", show_template_use, Step::kAdmin,
       kClassAdmin, kPlans},
  };
  return kRoutes;
}

const std::vector<Route>& own_plan_routes() {
  using enum Section;
  static const std::vector<Route> kRoutes = {
      {kGet, "/admin/plans", "本机构计划", show_plans, Step::kAdmin, kClassAdmin, kPlans, true},
      {kGet, "/admin/plans/new", "新增培训计划", show_new_plan, Step::kAdmin, kClassAdmin, kPlans},
      {kPost, "/admin/plans/new", "新增培训计划", make_plan, Step::kAdmin, kClassAdmin, kPlans},
      {kGet, "/admin/plans/below", "下级机构计划", show_plans_below, Step::kAdmin, kDepartmentAdmin,
       kPlans, true},
      {kGet, "/admin/plans/funding", "资助计划筛选", show_funding, Step::kAdmin, kInstituteAdmin,
       kPlans, true},
      {kGet, "/admin/plans/export", "导出培训计划列表", show_plan_export, Step::kAdmin,
       kInstituteAdmin, kPlans},
      {kPost, "/admin/plans/export", "导出培训计划列表", do_plan_export, Step::kAdmin,
       kInstituteAdmin, kPlans},
      {kGet, "/admin/plans/do/{action}", "办理", show_plan_deed, Step::kAdmin, kClassAdmin, kPlans},
      {kPost, "/admin/plans/do/{action}", "办理", do_plan_deed, Step::kAdmin, kClassAdmin, kPlans},
      {kGet, "/admin/plans/import", "导入培训计划", show_plans_import, Step::kAdmin,
       kInstituteAdmin, kPlans},
      {kPost, "/admin/plans/import", "导入培训计划", do_plans_import, Step::kAdmin, kInstituteAdmin,
       kPlans, false, true},
      {kGet, "/admin/plans/{id}", "培训计划查看", show_plan, Step::kAdmin, kClassAdmin, kPlans},
      {kGet, "/admin/plans/{id}/edit", "编辑培训计划", show_plan_edit, Step::kAdmin, kClassAdmin,
       kPlans},
      {kGet, "/admin/plans/{id}/review", "培训计划审批", show_plan_review, Step::kAdmin,
       kDepartmentAdmin, kPlans},
      {kGet, "/admin/plans/{id}/do/edit", "编辑培训计划", go_to_plan_edit, Step::kAdmin,
       kClassAdmin, kPlans},
      {kPost, "/admin/plans/{id}/do/edit", "编辑培训计划", do_plan_edit, Step::kAdmin, kClassAdmin,
       kPlans},
      {kGet, "/admin/plans/{id}/do/{action}", "办理", show_plan_deed, Step::kAdmin, kClassAdmin,
       kPlans},
      {kPost, "/admin/plans/{id}/do/{action}", "办理", do_plan_deed, Step::kAdmin, kClassAdmin,
       kPlans},
  };
  return kRoutes;
}

}  // namespace

const std::vector<Route>& plan_routes() {
  static const std::vector<Route> kRoutes = [] {
    std::vector<Route> all = own_plan_routes();
    all.insert(all.end(), template_routes().begin(), template_routes().end());
    return all;
  }();
  return kRoutes;
}

}  // namespace xueshi::web
