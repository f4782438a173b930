// 我的学习 and 个人设置.
#include "web/archive_pages.h"
#include "web/external_pages.h"
#include "web/help_pages.h"
#include "web/me_pages.h"
#include "web/message_pages.h"
#include "web/open_class_pages.h"
#include "web/route_groups.h"
#include "web/settings_pages.h"
#include "web/upload_pages.h"
#include "web/work_pages.h"

namespace xueshi::web {

const std::vector<Route>& mine_routes() {
  using enum Section;
  static const std::vector<Route> kRoutes = {
      {kGet, "/me", "首页", show_me, Step::kLearner, kEverybody, kMine, true},
      {kGet, "/me/external/upload", "批量上传", show_my_upload, Step::kLearner, kEverybody, kMine},
      {kPost, "/me/external/upload", "批量上传", do_my_upload, Step::kLearner, kEverybody, kMine,
       false, true},
      {kGet, "/me/external/template", "", show_import_template, Step::kLearner, kEverybody, kMine},
      {kGet, "/me/external/upload/{id}/errors.xlsx", "", show_import_errors, Step::kLearner,
       kEverybody, kMine},
      {kGet, "/me/external/upload/{id}", "批量上传", show_import, Step::kLearner, kEverybody,
       kMine},
      {kPost, "/me/external/upload/{id}", "批量上传", do_import, Step::kLearner, kEverybody, kMine},
      {kGet, "/me/work/{id}", "进度", show_work, Step::kLearner, kEverybody, kMine},
      {kGet, "/me/archive", "我的档案", show_archive, Step::kLearner, kEverybody, kMine, true},
      {kGet, "/me/archive/why", "为什么", show_archive_why, Step::kLearner, kEverybody, kMine},
      {kGet, "/me/external", "我的外部学习", show_external, Step::kLearner, kEverybody, kMine,
       true},
      {kGet, "/me/external/new", "新增记录", show_new_external, Step::kLearner, kEverybody, kMine},
      {kPost, "/me/external/new", "新增记录", do_new_external, Step::kLearner, kEverybody, kMine},
      {kGet, "/me/external/do/{action}", "办理", show_external_deed, Step::kLearner, kEverybody,
       kMine},
      {kPost, "/me/external/do/{action}", "办理", do_external_deed, Step::kLearner, kEverybody,
       kMine},
      {kGet, "/me/external/{id}", "我的外部学习", show_external, Step::kLearner, kEverybody, kMine},
      {kGet, "/me/external/{id}/do/{action}", "办理", show_external_deed, Step::kLearner,
       kEverybody, kMine},
      {kPost, "/me/external/{id}/do/{action}", "办理", do_external_deed, Step::kLearner, kEverybody,
       kMine},
      {kGet, "/me/classes", "我的培训班", show_my_classes, Step::kLearner, kEverybody, kMine, true},
      {kGet, "/classes/open", "培训项目", show_open_classes, Step::kLearner, kEverybody, kMine,
       true},
      {kGet, "/classes/{id}", "培训项目", show_open_class, Step::kLearner, kEverybody, kMine},
      {kGet, "/classes/{id}/do/enrol", "报名", show_class_enrol, Step::kLearner, kEverybody, kMine},
      {kPost, "/classes/{id}/do/enrol", "报名", do_class_enrol, Step::kLearner, kEverybody, kMine},
      {kGet, "/me/exams", "我的考试", show_exams, Step::kLearner, kEverybody, kMine},
      {kGet, "/me/courses", "我的课程", show_courses, Step::kLearner, kEverybody, kMine},
      {kGet, "/me/messages", "通知消息", show_messages, Step::kLearner, kEverybody, kMine, true},
      {kPost, "/me/messages/do/read", "通知消息", do_read_messages, Step::kLearner, kEverybody,
       kMine},
      {kGet, "/policy-and-process", "政策与工作流程", show_help, Step::kSignedIn, kEverybody, kMine,
       true},
      {kGet, "/help", "政策与工作流程", show_help, Step::kSignedIn, kEverybody, kMine},
      {kGet, "/me/settings", "个人设置", show_settings, Step::kLearner, kEverybody, kMine},
      {kPost, "/me/settings", "个人设置", do_settings, Step::kLearner, kEverybody, kMine},
      {kGet, "/me/settings/password", "登录密码修改", show_change_password, Step::kSignedIn,
       kEverybody, kMine},
      {kPost, "/me/settings/password", "登录密码修改", do_change_password, Step::kSignedIn,
       kEverybody, kMine},
      {kGet, "/me/settings/sessions", "我的登录", show_sessions, Step::kSignedIn, kEverybody,
       kMine},
      {kPost, "/me/settings/sessions", "我的登录", do_end_sessions, Step::kSignedIn, kEverybody,
       kMine},
  };
  return kRoutes;
}

}  // namespace xueshi::web
