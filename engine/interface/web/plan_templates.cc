#include "web/plan_templates.h"

#include <fmt/format.h>

#include "base/date.h"
#include "json/plans.h"
#include "web/answers.h"
#include "web/error_page.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/plan_form.h"

namespace xueshi::web {

namespace {

using html::Html;
using html::text;
using html::Url;
using view::PlanTemplate;

constexpr const char* kTemplates = "/admin/plan-templates";

std::string own_unit_of(const Visit& visit) { return visit.session->actor().org; }

[[noreturn]] void refuse_template(const std::string& number) {
  throw base::Refused("template.not-found", fmt::format("找不到编号为 '{}' 的计划模板", number));
}

PlanTemplate require_template_numbered(const Visit& visit, const std::string& number) {
  for (PlanTemplate& one : view::list_templates(*visit.session))
    if (std::to_string(one.id) == number) return one;
  refuse_template(number);
}

std::string quarter_of(const PlanTemplate& one) {
  auto month = base::parse_year_month(base::field_or_empty(one.fields, "培训时间"));
  return month ? fmt::format("第 {} 季度", (month->month - 1) / 3 + 1) : "";
}

bool template_fits(const Visit& visit, const PlanTemplate& one) {
  std::string name = visit.query("name");
  return name.empty() || one.name.find(name) != std::string::npos;
}

Row template_row(const Visit& visit, const PlanTemplate& one) {
  bool is_own = one.org == own_unit_of(visit);
  Url use = Url::at(kTemplates).step(std::to_string(one.id)).step("use");
  return {
      {text(base::field_or_empty(one.fields, "培训类别")), link_to(use, one.name),
       text(base::field_or_empty(one.fields, "计划名称")), text(quarter_of(one)),
       text(base::field_or_empty(one.fields, "主办单位")), text(visit.session->unit_name(one.org)),
       tag(one.shared ? "已共享" : "未共享", one.shared), link_to(use, "使用")},
      is_own ? std::to_string(one.id) : "",
      one.name};
}

// Those that are ticked, all of them there and the unit's own, before any is changed.
std::vector<PlanTemplate> ticked_templates(const Visit& visit) {
  std::vector<PlanTemplate> ticked;
  base::Blockers blockers;
  for (const std::string& number : visit.fields("id")) {
    ticked.push_back(require_template_numbered(visit, number));
    if (ticked.back().org != own_unit_of(visit))
      blockers.push_back(
          {"template.not-own", fmt::format("'{}' 不是本单位的计划模板", ticked.back().name)});
  }
  if (ticked.empty()) blockers.push_back({"act.no-id", "请先勾选要办理的条目"});
  if (!blockers.empty()) throw base::Refused(blockers);
  return ticked;
}

http::Response new_template_page(const Visit& visit, const std::string& plan,
                                 const base::Blockers& blockers) {
  Form form{Url::at(kTemplates).step("new"), "确定"};
  form.fields = {
      {"plan", "计划编号", plan, Field::Kind::kText, true,
       "以这份计划的内容生成模板；联系人、地址和资助材料不带入"},
      {"name", "模板名称", visit.field("name"), Field::Kind::kText, true,
       "同名的本单位模板由新内容取代"},
      {"shared", "共享", visit.field("shared"), Field::Kind::kTick, false, "其他单位也可以使用"}};
  form.blockers = blockers;
  form.more_buttons = button_to(Url::at(kTemplates), "返回");
  Page page{title_of("生成计划模板", blockers), render(visit, form)};
  page.crumbs = {{"计划模板", Url::at(kTemplates)}};
  if (!blockers.empty()) page.status = 422;
  return show(visit, page);
}

}  // namespace

view::PlanTemplate require_plan_template(const Visit& visit) {
  return require_template_numbered(visit, visit.part("n"));
}

std::string name_to_use(const Visit& visit, const view::PlanTemplate& one) {
  return one.org == own_unit_of(visit) ? one.name : one.org + "/" + one.name;
}

http::Response show_plan_templates(const Visit& visit) {
  std::vector<PlanTemplate> all = view::list_templates(*visit.session);
  std::erase_if(all, [&](const PlanTemplate& one) { return !template_fits(visit, one); });
  List list;
  std::vector<PlanTemplate> shown = page_of<PlanTemplate>(
      visit, all, [](const PlanTemplate& one) { return std::to_string(one.id); }, list.paging);
  if (visit.request.wants_json())
    return rows_answer(shown, list.paging,
                       [](const PlanTemplate& one) { return json::to_json(one); });
  list.caption = "本单位的和其他单位共享的计划模板";
  list.columns = {{"培训类别"}, {"模板名称"}, {"计划名称"}, {"季度"},
                  {"主办单位"}, {"所属机构"}, {"共享"},     {"操作"}};
  for (const PlanTemplate& one : shown) list.rows.push_back(template_row(visit, one));
  list.deeds = {{Url::at(kTemplates).step("do").step("share"), "共享"},
                {Url::at(kTemplates).step("do").step("delete"), "批量删除"}};
  list.links = button_to(Url::at(kTemplates).step("new"), "新建模板");
  list.next_step = "打开一份培训计划，点击 生成计划模板。";
  return show(visit, {"计划模板",
                      html::join({filters(visit, {{"name", "模板名称"}}), render(visit, list)})});
}

http::Response show_new_plan_template(const Visit& visit) {
  return new_template_page(visit, visit.query("plan"), {});
}

http::Response make_plan_template(const Visit& visit) {
  try {
    view::save_template(*visit.session, visit.field("plan"), visit.field("name"),
                        !visit.field("shared").empty());
  } catch (const base::Refused& refused) {
    if (visit.request.wants_json()) return refused_page(visit, refused.blockers());
    return new_template_page(visit, visit.field("plan"), refused.blockers());
  }
  if (visit.request.wants_json()) return json_answer(200, {{"template", visit.field("name")}});
  return done(visit, Url::at(kTemplates), fmt::format("已存为计划模板“{}”", visit.field("name")));
}

http::Response share_plan_templates(const Visit& visit) {
  std::vector<PlanTemplate> ticked = ticked_templates(visit);
  for (const PlanTemplate& one : ticked) view::share_template(*visit.session, one.name);
  return done(visit, Url::at(kTemplates), fmt::format("已共享 {} 个计划模板", ticked.size()));
}

http::Response delete_plan_templates(const Visit& visit) {
  std::vector<PlanTemplate> ticked = ticked_templates(visit);
  for (const PlanTemplate& one : ticked) view::delete_template(*visit.session, one.name);
  return done(visit, Url::at(kTemplates), fmt::format("已删除 {} 个计划模板", ticked.size()));
}

}  // namespace xueshi::web
