#include "web/plan_edit_pages.h"

#include <fmt/format.h>

#include "base/number.h"
#include "base/text.h"
#include "intake/one_row.h"
#include "item/act.h"
#include "item/item_view.h"
#include "json/act_result.h"
#include "login/door.h"
#include "view/plans.h"
#include "web/answers.h"
#include "web/edit_conflict.h"
#include "web/error_page.h"
#include "web/headed_fields.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/plan_form.h"
#include "web/plan_templates.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;
using view::PlanView;

Url new_plan_url() { return Url({"admin", "plans", "new"}); }

// A button that says `do` beside sending the form.
Html submit_button(const std::string& label) {
  return element("button", {attr("name", "do"), attr("value", "submit")}, {text(label)});
}

Html ways_to_begin() {
  return element(
      "p", {attr("class", "soft")},
      {text("也可以从 "), link_to(Url({"admin", "plan-templates"}), "计划模板"),
       text(" 新建，或在 "), link_to(Url::at(kPlanPlace.base), kPlanPlace.label),
       text(" 中打开一份计划，点击 引用计划。带 * 的栏目在提交前须填写，暂存时可以留空。")});
}

http::Response new_plan_page(const Visit& visit, const base::Fields& values,
                             const base::Blockers& blockers) {
  Form form{new_plan_url(), "暂存"};
  form.fields = plan_fields(visit, values, true, base::year_of(visit.session->today()));
  form.blockers = blockers;
  form.before = ways_to_begin();
  form.more_buttons =
      html::join({submit_button("提交"), button_to(Url::at(kPlanPlace.base), "返回")});
  Page page{title_of("新增培训计划", blockers), render(visit, form)};
  page.crumbs = {{kPlanPlace.label, Url::at(kPlanPlace.base)}};
  if (!blockers.empty()) page.status = status_of(blockers);
  return show(visit, page);
}

base::Fields blank_plan(const Visit& visit) {
  const session::Session& session = *visit.session;
  return {{"计划类型", "项目计划"},
          {"培训计划类型", "新增计划"},
          {"年度", std::to_string(base::year_of(session.today()).value())},
          {"主办单位", session.unit_name(session.actor().org)}};
}

base::Fields plan_row(const PlanView& view) { return intake::render_row(view.plan); }

struct PlanEdit {
  PlanView view;
  base::Fields values;
  base::Blockers blockers{};
  std::string note{};
};

http::Response plan_edit_page(const Visit& visit, const PlanEdit& edit) {
  const training::Plan& plan = edit.view.plan;
  int status = edit.blockers.empty() ? 200 : status_of(edit.blockers);
  bool is_conflict = status == 409;
  Form form{deed_url(kPlanPlace, plan.number, "edit"), is_conflict ? "用我的重填" : "暂存"};
  form.fields = plan_fields(visit, edit.values, false, plan.year);
  form.blockers = edit.blockers;
  form.before = html::join({hidden("revision", std::to_string(edit.view.revision)),
                            edit.note.empty() ? Html() : element("p", {}, {text(edit.note)})});
  bool can_submit = base::contains({"暂存", "驳回修改"}, edit.view.review_label);
  form.more_buttons =
      html::join({can_submit && !is_conflict ? submit_button("提交") : Html(),
                  button_to(url_of(kPlanPlace, plan.number), is_conflict ? "放弃" : "返回")});
  Html conflict;
  if (is_conflict) {
    item::ItemView way = item::view_item(*visit.session, "plan", plan.number);
    conflict = theirs_beside_mine(way, plan_row(edit.view), edit.values);
  }
  Page page{title_of("编辑培训计划", edit.blockers), html::join({conflict, render(visit, form)})};
  page.crumbs = {{kPlanPlace.label, Url::at(kPlanPlace.base)},
                 {plan.title, url_of(kPlanPlace, plan.number)}};
  page.status = status;
  return show(visit, page);
}

item::ActResult submit_plan(const Visit& visit, const std::string& id) {
  item::ActRequest request;
  request.subject = "plan";
  request.ids = {id};
  request.action = "submit";
  return item::act(*visit.session, request).front();
}

std::string notice_of_plan(const std::string& deed, const item::ActResult& result) {
  std::string notice = deed;
  if (!result.waits_for.empty()) notice += "，等待 " + result.waits_for + " 审批";
  for (const std::string& warning : result.warnings) notice += "；警告：" + warning;
  return notice;
}

http::Response plan_is_kept(const Visit& visit, const std::string& deed,
                            const item::ActResult& result) {
  if (visit.request.wants_json()) {
    json::Json all = json::Json::array();
    all.push_back(json::to_json(result));
    return json_answer(200, all);
  }
  return done(visit, url_of(kPlanPlace, result.id), notice_of_plan(deed, result));
}

// What was kept stays kept; the reasons stand above the form of it.
http::Response plan_is_not_submitted(const Visit& visit, const std::string& id,
                                     const base::Blockers& blockers) {
  if (visit.request.wants_json()) return refused_page(visit, blockers);
  Url edit_url = url_of(kPlanPlace, id).step("edit");
  login::keep_done(*visit.session, *visit.visitor, edit_url.text(), "");
  PlanEdit edit{view::show_plan(*visit.session, id), {}, blockers};
  edit.values = plan_row(edit.view);
  edit.note = "所填内容已暂存，还没有提交。";
  return plan_edit_page(visit, edit);
}

bool is_to_submit(const Visit& visit) { return visit.field("do") == "submit"; }

http::Response keep_and_submit(const Visit& visit, const item::ActResult& kept) {
  if (!is_to_submit(visit)) return plan_is_kept(visit, "已暂存", kept);
  try {
    item::ActResult result = submit_plan(visit, kept.id);
    result.warnings.insert(result.warnings.begin(), kept.warnings.begin(), kept.warnings.end());
    return plan_is_kept(visit, "已提交", result);
  } catch (const base::Refused& refused) {
    return plan_is_not_submitted(visit, kept.id, refused.blockers());
  }
}

// Nothing was changed: nothing is written.
item::ActResult keep_edit(const Visit& visit, const PlanView& view, const base::Fields& typed) {
  item::ActRequest request;
  request.subject = "plan";
  request.ids = {view.plan.number};
  request.action = "edit";
  request.fields = changed_fields(typed, plan_row(view));
  if (auto revision = base::parse_decimal(visit.field("revision"), 0)) request.revision = *revision;
  if (request.fields.empty() && base::contains(view.actions, "edit")) {
    item::ActResult same;
    same.id = view.plan.number;
    same.revision = view.revision;
    return same;
  }
  return item::act(*visit.session, request).front();
}

}  // namespace

http::Response show_new_plan(const Visit& visit) {
  if (std::string from = visit.query("from"); !from.empty())
    return new_plan_page(visit, fields_after(visit, view::show_plan(*visit.session, from).plan),
                         {});
  return new_plan_page(visit, blank_plan(visit), {});
}

http::Response show_template_use(const Visit& visit) {
  base::Fields values = blank_plan(visit);
  view::PlanTemplate one = require_plan_template(visit);
  for (const auto& field : view::fields_of_template(*visit.session, name_to_use(visit, one))) {
    std::erase_if(values, [&](const auto& known) { return known.first == field.first; });
    values.push_back(field);
  }
  if (base::field_or_empty(values, "培训计划类型") == "年度计划") {
    std::string month = base::field_or_empty(values, "培训时间");
    std::erase_if(values, [](const auto& known) { return known.first == "年度"; });
    values.emplace_back("年度", month.substr(0, month.find('-')));
  }
  return new_plan_page(visit, values, {});
}

http::Response make_plan(const Visit& visit) {
  base::Fields typed = typed_fields(visit, plan_headings(true));
  item::ActResult made;
  try {
    made = item::create(*visit.session, {"plan", typed});
  } catch (const base::Refused& refused) {
    if (visit.request.wants_json()) return refused_page(visit, refused.blockers());
    return new_plan_page(visit, typed, refused.blockers());
  }
  return keep_and_submit(visit, made);
}

http::Response show_plan_edit(const Visit& visit) {
  PlanEdit edit{view::show_plan(*visit.session, visit.part("id")), {}};
  edit.values = plan_row(edit.view);
  if (visit.request.wants_json()) return json_answer(200, json::to_json(edit.values));
  if (!base::contains(edit.view.actions, "edit")) {
    for (const item::BarredAction& barred :
         item::view_item(*visit.session, "plan", edit.view.plan.number).barred)
      if (barred.action == "edit") return refused_page(visit, barred.blockers);
    return error_page(visit, 403);
  }
  return plan_edit_page(visit, edit);
}

http::Response do_plan_edit(const Visit& visit) {
  PlanEdit edit{view::show_plan(*visit.session, visit.part("id")),
                typed_fields(visit, plan_headings(false))};
  item::ActResult kept;
  try {
    kept = keep_edit(visit, edit.view, edit.values);
  } catch (const base::Refused& refused) {
    if (visit.request.wants_json()) return refused_page(visit, refused.blockers());
    edit.blockers = refused.blockers();
    return plan_edit_page(visit, edit);
  }
  return keep_and_submit(visit, kept);
}

http::Response go_to_plan_edit(const Visit& visit) {
  return see_other(url_of(kPlanPlace, visit.part("id")).step("edit"));
}

}  // namespace xueshi::web
