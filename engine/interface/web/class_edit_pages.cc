#include "web/class_edit_pages.h"

#include <fmt/format.h>

#include "base/number.h"
#include "base/text.h"
#include "intake/one_row.h"
#include "item/act.h"
#include "item/item_view.h"
#include "json/act_result.h"
#include "training/class_rules.h"
#include "view/classes.h"
#include "web/answers.h"
#include "web/class_parts.h"
#include "web/deeds.h"
#include "web/edit_conflict.h"
#include "web/error_page.h"
#include "web/headed_fields.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/list.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;
using view::ClassView;

struct ClassGroup {
  const char* name;
  std::vector<std::string> headings;
};

const std::vector<ClassGroup>& class_groups() {
  static const std::vector<ClassGroup> kGroups = {
      {"培训",
       {"培训名称", "培训类别", "培训开始时间", "培训结束时间", "学时", "天数", "主办单位",
        "培训方式", "培训关键词"}},
      {"人数",
       {"计划参加人数", "科研岗人数", "管理岗人数", "支撑岗人数", "院外参训人数", "工作人员数"}},
      {"经费", {"所需经费(万元)", "列支渠道", "是否精品"}},
      {"地点和联系人", {"培训地点", "具体地点", "联系人", "联系电话", "联系人Email"}},
      {"对象和内容", {"培训对象", "适用岗位", "培训目的", "培训内容", "备注"}},
      {"公开、报名与展示",
       {"培训公开范围", "是否分院展示", "是否允许报名", "报名是否需要审批", "报名开始时间",
        "报名结束时间"}}};
  return kGroups;
}

std::vector<std::string> class_form_headings() {
  std::vector<std::string> headings;
  for (const ClassGroup& group : class_groups())
    headings.insert(headings.end(), group.headings.begin(), group.headings.end());
  return headings;
}

base::Fields class_cells(const ClassView& view) { return intake::render_row(view.training_class); }

// What was approved stands beside what would need approval once it is changed.
void hint_at_approval(const ClassView& view, std::vector<Field>& fields) {
  if (view.training_class.plan.empty()) return;
  const training::ApprovedFigures& approved = view.approved;
  auto hint = [&](const char* heading, const std::string& value, const char* rule) {
    find_field(fields, heading)->hint = fmt::format("批准的是 {}，{}须审批", value, rule);
  };
  hint("培训开始时间", base::render_as_written(approved.start), "跨季度变动");
  hint("计划参加人数", std::to_string(approved.headcount), "调增");
  hint("天数", base::render_decimal(approved.days_millis, 3), "调增");
  hint("所需经费(万元)", base::render_wan(approved.budget), "调增");
}

std::vector<Field> class_fields(const Visit& visit, const ClassView& view,
                                const base::Fields& values) {
  std::vector<Field> fields = headed_fields(intake::Kind::kClasses, class_form_headings(), values);
  const policy::Policy& policy = visit.session->policy(view.training_class.year);
  offer(*find_field(fields, "培训类别"), policy.plans.categories, "");
  for (const std::string& heading : policy.classes.required)
    if (Field* field = find_field(fields, heading)) field->is_required = true;
  for (const ClassGroup& group : class_groups())
    find_field(fields, group.headings.front())->group = group.name;
  hint_at_approval(view, fields);
  return fields;
}

struct ClassEdit {
  ClassView view;
  base::Fields values;
  base::Blockers blockers{};
  Html words{};
};

Html word_of_changes(const ClassView& view) {
  if (view.changes.empty()) return {};
  return element("p", {attr("class", "warning")},
                 {text(fmt::format("较批准的计划：{}。实施须先审批，审批通过后才算实施。",
                                   training::describe_changes(view.changes)))});
}

Html class_form_buttons(const ClassEdit& edit, bool is_conflict) {
  const std::string& number = edit.view.training_class.number;
  std::vector<Html> buttons;
  if (!is_conflict && base::contains(edit.view.actions, "implement")) {
    buttons.push_back(
        element("button", {html::link("formaction", deed_url(kClassPlace, number, "implement"))},
                {text("实施")}));
  }
  buttons.push_back(element("button",
                            {html::link("formaction", url_of(kClassPlace, number).step("edit"))},
                            {text("实施前检查")}));
  buttons.push_back(button_to(url_of(kClassPlace, number), is_conflict ? "放弃" : "返回"));
  return html::join(buttons);
}

http::Response class_edit_page(const Visit& visit, const ClassEdit& edit) {
  const std::string& number = edit.view.training_class.number;
  int status = edit.blockers.empty() ? 200 : status_of(edit.blockers);
  bool is_conflict = status == 409;
  Form form{deed_url(kClassPlace, number, "edit"), is_conflict ? "用我的重填" : "暂存"};
  form.fields = class_fields(visit, edit.view, edit.values);
  form.blockers = edit.blockers;
  form.before =
      html::join({hidden("revision", std::to_string(edit.view.revision)),
                  element("p", {attr("class", "soft")}, {text("带 * 的栏目在实施前须填写。")}),
                  edit.words.empty() ? word_of_changes(edit.view) : edit.words});
  form.more_buttons = class_form_buttons(edit, is_conflict);
  Html conflict;
  if (is_conflict) {
    conflict = theirs_beside_mine(item::view_item(*visit.session, "class", number),
                                  class_cells(edit.view), edit.values);
  }
  Page page{title_of("编辑培训班", edit.blockers), html::join({conflict, render(visit, form)})};
  page.crumbs = {{kClassPlace.label, Url::at(kClassPlace.base)}, class_crumb(edit.view)};
  page.status = status;
  return show(visit, page);
}

ClassEdit typed_class(const Visit& visit) {
  return {view::show_class(*visit.session, visit.part("id")),
          typed_fields(visit, class_form_headings())};
}

item::ActRequest class_request(const Visit& visit, const ClassEdit& edit, const char* action) {
  item::ActRequest request;
  request.subject = "class";
  request.ids = {edit.view.training_class.number};
  request.action = action;
  request.comment = visit.field("comment");
  request.fields = changed_fields(edit.values, class_cells(edit.view));
  if (auto revision = base::parse_decimal(visit.field("revision"), 0)) request.revision = *revision;
  return request;
}

std::string notice_of_class(const char* deed, const item::ActResult& result) {
  std::string notice = deed;
  if (!result.waits_for.empty()) notice += "，等待 " + result.waits_for + " 审批";
  for (const std::string& warning : result.warnings) notice += "；" + warning;
  return notice;
}

http::Response class_is_kept(const Visit& visit, const ClassEdit& edit, const char* deed,
                             const item::ActResult& result) {
  if (visit.request.wants_json()) {
    json::Json all = json::Json::array();
    all.push_back(json::to_json(result));
    return json_answer(200, all);
  }
  return done(visit, url_of(kClassPlace, edit.view.training_class.number),
              notice_of_class(deed, result));
}

http::Response class_act(const Visit& visit, const char* action, const char* deed) {
  ClassEdit edit = typed_class(visit);
  item::ActRequest request = class_request(visit, edit, action);
  bool is_same = request.fields.empty() && base::contains(edit.view.actions, action) &&
                 std::string_view(action) == "edit";
  try {
    item::ActResult result;
    if (!is_same) result = item::act(*visit.session, request).front();
    return class_is_kept(visit, edit, deed, result);
  } catch (const base::Refused& refused) {
    if (visit.request.wants_json() || status_of(refused.blockers()) == 404)
      return refused_page(visit, refused.blockers());
    edit.blockers = refused.blockers();
    return class_edit_page(visit, edit);
  }
}

Html words_of_trial(const item::Trial& trial) {
  std::vector<Html> words;
  for (const item::ActResult& result : trial.results) {
    std::string outcome = result.waits_for.empty()
                              ? "可以实施，无须审批。"
                              : "实施须先由 " + result.waits_for + " 审批，审批通过后才算实施。";
    words.push_back(element("p", {attr("class", "notice")}, {text(outcome)}));
    for (const std::string& warning : result.warnings)
      words.push_back(element("p", {attr("class", "warning")}, {text(warning)}));
  }
  words.push_back(element("p", {attr("class", "soft")}, {text("这里只是检查，内容还没有保存。")}));
  return html::join(words);
}

}  // namespace

http::Response show_class_edit(const Visit& visit) {
  ClassEdit edit{view::show_class(*visit.session, visit.part("id")), {}};
  edit.values = class_cells(edit.view);
  if (visit.request.wants_json()) return json_answer(200, json::to_json(edit.values));
  bool may =
      base::contains(edit.view.actions, "edit") || base::contains(edit.view.actions, "implement");
  if (may) return class_edit_page(visit, edit);
  for (const item::BarredAction& barred :
       item::view_item(*visit.session, "class", edit.view.training_class.number).barred)
    if (barred.action == "edit") return refused_page(visit, barred.blockers);
  return error_page(visit, 403);
}

http::Response try_class_edit(const Visit& visit) {
  ClassEdit edit = typed_class(visit);
  item::Trial trial = item::try_act(*visit.session, class_request(visit, edit, "implement"));
  edit.blockers = trial.blockers;
  if (visit.request.wants_json()) {
    if (!trial.blockers.empty()) return refused_page(visit, trial.blockers);
    json::Json all = json::Json::array();
    for (const item::ActResult& result : trial.results) all.push_back(json::to_json(result));
    return json_answer(200, all);
  }
  if (trial.blockers.empty()) edit.words = words_of_trial(trial);
  return class_edit_page(visit, edit);
}

http::Response do_class_edit(const Visit& visit) { return class_act(visit, "edit", "已暂存"); }

http::Response do_class_implement(const Visit& visit) {
  return class_act(visit, "implement", "已办理：实施");
}

http::Response go_to_class_edit(const Visit& visit) {
  return see_other(url_of(kClassPlace, visit.part("id")).step("edit"));
}

}  // namespace xueshi::web
