#include "web/plan_pages.h"

#include <fmt/format.h>

#include "base/text.h"
#include "item/item_view.h"
#include "json/plans.h"
#include "view/plans.h"
#include "web/deeds.h"
#include "web/item_way.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/opinion.h"
#include "web/plan_form.h"
#include "web/plan_parts.h"
#include "web/unit_tree.h"
#include "web/year.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;
using view::PlanView;

Html plan_rates(const Visit& visit) {
  if (!visit.session->has_right(academy::Right::kLookPlanRates)) return {};
  view::PlanOverview sum =
      view::overview_plans(*visit.session, year_of(visit), visit.query("org")).back();
  return element("section", {attr("aria-label", "计划实施率概览")},
                 {element("h2", {}, {text("计划实施率概览")}),
                  tiles({{"计划数", std::to_string(sum.plans)},
                         {"审批通过", std::to_string(sum.approved)},
                         {"已发布", std::to_string(sum.published)},
                         {"已撤销", std::to_string(sum.withdrawn)},
                         {"已实施", std::to_string(sum.carried_out),
                          fmt::format("/ {} 个培训班", sum.classes)},
                         {"实施率", render_screen(sum.rate())}})});
}

// What its own unit may still fill in.
bool can_be_edited(const Visit& visit, const PlanView& view) {
  const training::Plan& plan = view.plan;
  namespace place = training::place;
  return plan.org == visit.session->actor().org && plan.withdrawal == place::kStanding &&
         (plan.review == place::kDraft || plan.review == place::kReturned);
}

Html plan_links(const Visit& visit, const PlanView& view) {
  Url url = url_of(kPlanPlace, view.plan.number);
  std::vector<Html> links = {link_to(url, "查看")};
  auto add = [&](const char* step, const char* label) {
    links.push_back(text(" "));
    links.push_back(link_to(Url(url).step(step), label));
  };
  if (can_be_edited(visit, view)) add("edit", "编辑");
  if (view.is_mine) add("review", "审批");
  return html::join(links);
}

// 年度计划, 新增计划; 其他计划 says so too.
std::string form_and_kind(const training::Plan& plan) {
  std::string kind(training::label(plan.kind));
  bool is_project = plan.form == training::PlanForm::kProject;
  return is_project ? kind : fmt::format("{}（{}）", kind, training::label(plan.form));
}

Row plan_row_of(const Visit& visit, const PlanView& view, std::int64_t number) {
  const training::Plan& plan = view.plan;
  std::string special = special_state(visit, view);
  std::vector<Html> name = {link_to(url_of(kPlanPlace, plan.number), plan.title)};
  if (!special.empty()) name.push_back(html::join({text(" "), tag(special, false)}));
  return {{text(std::to_string(number)), text(form_and_kind(plan)), html::join(name),
           text(training::render_month(plan)),
           text(plan.organiser.empty() ? view.unit : plan.organiser),
           text(plan_place_label(plan.publication)), text(review_of(view)),
           text(plan_place_label(plan.execution)), text(plan_place_label(plan.withdrawal)),
           plan_links(visit, view)},
          plan.number,
          plan.title,
          special == "关闭未实施"};
}

Html list_links(const Visit& visit) {
  std::vector<Html> links = {button_to(Url({"admin", "plans", "new"}), "新建计划")};
  if (visit.session->has_right(academy::Right::kPrintReports)) {
    auto of_year = [&](const char* step) {
      return Url({"admin", "plans", step}).add("year", year_of(visit).value());
    };
    links.push_back(button_to(of_year("funding"), "资助计划筛选"));
    links.push_back(button_to(of_year("export"), "导出"));
  }
  return html::join(links);
}

List plan_list_of(const Visit& visit, const std::vector<PlanView>& shown, const Paging& paging) {
  List list;
  list.paging = paging;
  list.caption = fmt::format("{} 年培训计划", year_of(visit).value());
  list.columns = {{"序号"},
                  {"计划类型"},
                  {"计划名称", "title"},
                  {"培训时间", "month"},
                  {"主办单位", "organiser"},
                  {"发布状态"},
                  {"审批情况"},
                  {"实施情况"},
                  {"撤销情况"},
                  {"操作"}};
  std::int64_t number = paging.begin;
  for (const PlanView& view : shown) list.rows.push_back(plan_row_of(visit, view, ++number));
  list.next_step = "点击 新建计划 开始填报。";
  for (auto [action, label] : {std::pair{"submit", "提交"},
                               {"publish", "发布"},
                               {"unpublish", "取消发布"},
                               {"withdraw", "撤销"},
                               {"delete", "删除"}})
    list.deeds.push_back({batch_url(kPlanPlace, action), label});
  list.links = list_links(visit);
  return list;
}

// Verdicts are given on a page of their own, and an edit on its form.
Html plan_buttons(const PlanView& view, const item::ItemView& way) {
  Url url = url_of(kPlanPlace, view.plan.number);
  std::vector<Html> buttons;
  if (has_verdict(way)) buttons.push_back(button_to(Url(url).step("review"), "审批"));
  std::vector<std::string> seen;
  for (const item::NextAction& next : way.next) {
    const std::string& action = next.step.action;
    bool is_wanted = base::contains(way.actions, action) && !base::contains(seen, action) &&
                     !is_verdict(way, action);
    if (!is_wanted) continue;
    seen.push_back(action);
    buttons.push_back(action == "edit"
                          ? button_to(Url(url).step("edit"), next.label)
                          : button_to(deed_url(kPlanPlace, way.id, action), next.label));
  }
  buttons.push_back(
      button_to(Url({"admin", "plans", "new"}).add("from", view.plan.number), "引用并修改"));
  buttons.push_back(button_to(Url({"admin", "plan-templates", "new"}).add("plan", view.plan.number),
                              "生成计划模板"));
  return element("div", {attr("class", "bar")}, buttons);
}

Html plan_states(const Visit& visit, const PlanView& view, const item::ItemView& way) {
  const training::Plan& plan = view.plan;
  return card({details({{"审批情况", review_of(view)},
                        {"等待", way.waits_for_words},
                        {"发布状态", plan_place_label(plan.publication)},
                        {"实施状态", plan_place_label(plan.execution)},
                        {"撤销情况", plan_place_label(plan.withdrawal)},
                        {"撤销说明", plan.withdrawal_reason},
                        {"说明", special_state(visit, view) == "关闭未实施" ? "关闭未实施" : ""}}),
               plan_buttons(view, way)},
              "状态");
}

Html class_of_plan(const PlanView& view) {
  if (view.class_number.empty()) return {};
  return card({element("p", {},
                       {text("培训班 "),
                        link_to(Url({"admin", "classes", view.class_number}), view.class_number)})},
              "培训班");
}

}  // namespace

http::Response show_plans(const Visit& visit) {
  view::PlansPage found = view::leaf_plans(*visit.session, plans_asked(visit));
  Paging paging = paging_of_plans(visit, found);
  if (visit.request.wants_json()) return plans_as_json(found.rows, paging);
  Page page{kPlanPlace.label, html::join({plan_rates(visit), filters(visit, plan_filters(visit)),
                                          render(visit, plan_list_of(visit, found.rows, paging))})};
  page.aside = unit_tree(visit);
  return show(visit, page);
}

http::Response show_plan(const Visit& visit) {
  PlanView view = view::show_plan(*visit.session, visit.part("id"));
  if (visit.request.wants_json()) return json_answer(200, json::shown(view));
  item::ItemView way = item::view_item(*visit.session, "plan", view.plan.number);
  Page page{view.plan.title};
  page.crumbs = {{kPlanPlace.label, Url::at(kPlanPlace.base)}};
  page.main = html::join({plan_states(visit, view, way), barred_actions(way),
                          card({particulars_of(view)}, "培训计划查看"), class_of_plan(view),
                          earlier_opinions(view.verdicts, view.waits_at), way_of(way)});
  return show(visit, page);
}

http::Response show_plan_deed(const Visit& visit) { return show_deed(visit, kPlanPlace); }

http::Response do_plan_deed(const Visit& visit) { return do_deed(visit, kPlanPlace); }

}  // namespace xueshi::web
