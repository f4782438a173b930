// 培训实施.
#include "web/class_edit_pages.h"
#include "web/class_pages.h"
#include "web/class_review_pages.h"
#include "web/learning_pages.h"
#include "web/roster_pages.h"
#include "web/route_groups.h"
#include "web/upload_pages.h"

namespace xueshi::web {

const std::vector<Route>& class_routes() {
  using enum Section;
  static const std::vector<Route> kRoutes = {
      {kGet, "/admin/learning/import", "导入学习记录", show_learning_import, Step::kAdmin,
       kDepartmentAdmin, kClasses},
      {kPost, "/admin/learning/import", "导入学习记录", do_learning_import, Step::kAdmin,
       kDepartmentAdmin, kClasses, false, true},
      {kGet, "/admin/classes", "培训班管理", show_classes, Step::kAdmin, kClassAdmin, kClasses,
       true},
      {kGet, "/admin/classes/below", "下级培训审批", show_classes_below, Step::kAdmin,
       kDepartmentAdmin, kClasses, true},
      {kGet, "/admin/classes/do/{action}", "办理", show_class_deed, Step::kAdmin, kDepartmentAdmin,
       kClasses},
      {kPost, "/admin/classes/do/{action}", "办理", do_class_batch, Step::kAdmin, kDepartmentAdmin,
       kClasses},
      {kGet, "/admin/classes/{id}", "培训项目", show_class, Step::kAdmin, kClassAdmin, kClasses},
      {kGet, "/admin/classes/{id}/edit", "编辑培训班", show_class_edit, Step::kAdmin, kClassAdmin,
       kClasses},
      {kPost, "/admin/classes/{id}/edit", "实施前检查", try_class_edit, Step::kAdmin, kClassAdmin,
       kClasses},
      {kGet, "/admin/classes/{id}/roster", "实际参会人员", show_roster, Step::kAdmin, kClassAdmin,
       kClasses},
      {kGet, "/admin/classes/{id}/roster/add", "添加参会人员", show_roster_add, Step::kAdmin,
       kClassAdmin, kClasses},
      {kPost, "/admin/classes/{id}/roster/add", "添加参会人员", show_roster_add, Step::kAdmin,
       kClassAdmin, kClasses},
      {kGet, "/admin/classes/{id}/roster/export.xlsx", "", take_roster, Step::kAdmin, kClassAdmin,
       kClasses},
      {kGet, "/admin/classes/{class}/roster/import", "导入参会人员", show_roster_import,
       Step::kAdmin, kClassAdmin, kClasses},
      {kPost, "/admin/classes/{class}/roster/import", "导入参会人员", do_roster_import,
       Step::kAdmin, kClassAdmin, kClasses, false, true},
      {kGet, "/admin/classes/{class}/roster/import/template.xlsx", "", show_import_template,
       Step::kAdmin, kClassAdmin, kClasses},
      {kGet, "/admin/classes/{class}/roster/import/{id}", "导入参会人员", show_import, Step::kAdmin,
       kClassAdmin, kClasses},
      {kPost, "/admin/classes/{class}/roster/import/{id}", "导入参会人员", do_import, Step::kAdmin,
       kClassAdmin, kClasses},
      {kGet, "/admin/classes/{class}/roster/import/{id}/errors.xlsx", "", show_import_errors,
       Step::kAdmin, kClassAdmin, kClasses},
      {kGet, "/admin/classes/{id}/enrolments", "报名", show_enrolments, Step::kAdmin, kClassAdmin,
       kClasses},
      {kGet, "/admin/classes/{id}/outcome", "培训成效", show_outcome, Step::kAdmin, kClassAdmin,
       kClasses},
      {kGet, "/admin/classes/{id}/review", "培训审批", show_class_review, Step::kAdmin,
       kDepartmentAdmin, kClasses},
      {kGet, "/admin/classes/{id}/do/edit", "编辑培训班", go_to_class_edit, Step::kAdmin,
       kClassAdmin, kClasses},
      {kPost, "/admin/classes/{id}/do/edit", "编辑培训班", do_class_edit, Step::kAdmin, kClassAdmin,
       kClasses},
      {kGet, "/admin/classes/{id}/do/implement", "编辑培训班", go_to_class_edit, Step::kAdmin,
       kClassAdmin, kClasses},
      {kPost, "/admin/classes/{id}/do/implement", "实施", do_class_implement, Step::kAdmin,
       kClassAdmin, kClasses},
      {kGet, "/admin/classes/{id}/do/{action}", "办理", show_class_deed, Step::kAdmin, kClassAdmin,
       kClasses},
      {kPost, "/admin/classes/{id}/do/{action}", "办理", do_class_deed, Step::kAdmin, kClassAdmin,
       kClasses},
      {kGet, "/admin/learning", "外部学习审核", show_learning_list, Step::kAdmin, kDepartmentAdmin,
       kClasses, true},
      {kGet, "/admin/learning/new", "审核创建", show_new_learning, Step::kAdmin, kDepartmentAdmin,
       kClasses},
      {kPost, "/admin/learning/new", "审核创建", do_new_learning, Step::kAdmin, kDepartmentAdmin,
       kClasses},
      {kGet, "/admin/learning/do/{action}", "办理", show_learning_deed, Step::kAdmin,
       kDepartmentAdmin, kClasses},
      {kPost, "/admin/learning/do/{action}", "办理", do_learning_deed, Step::kAdmin,
       kDepartmentAdmin, kClasses},
      {kGet, "/admin/learning/{id}", "学习记录", show_learning, Step::kAdmin, kDepartmentAdmin,
       kClasses},
      {kGet, "/admin/learning/{employee}/{number}", "学习记录", show_learning, Step::kAdmin,
       kDepartmentAdmin, kClasses},
      {kGet, "/admin/learning/{id}/do/{action}", "办理", show_learning_deed, Step::kAdmin,
       kDepartmentAdmin, kClasses},
      {kPost, "/admin/learning/{id}/do/{action}", "办理", do_learning_deed, Step::kAdmin,
       kDepartmentAdmin, kClasses},
      {kGet, "/admin/learning/{employee}/{number}/do/{action}", "办理", show_learning_deed,
       Step::kAdmin, kDepartmentAdmin, kClasses},
      {kPost, "/admin/learning/{employee}/{number}/do/{action}", "办理", do_learning_deed,
       Step::kAdmin, kDepartmentAdmin, kClasses},
  };
  return kRoutes;
}

}  // namespace xueshi::web
