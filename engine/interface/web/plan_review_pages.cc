#include "web/plan_review_pages.h"

#include <fmt/format.h>

#include "item/item_view.h"
#include "json/plans.h"
#include "view/plans.h"
#include "web/deeds.h"
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

using html::Html;
using html::text;
using html::Url;
using view::PlanView;

Url plan_review_url(const std::string& number) { return url_of(kPlanPlace, number).step("review"); }

Row row_below(const PlanView& view) {
  const training::Plan& plan = view.plan;
  Url url = url_of(kPlanPlace, plan.number);
  return {{text(view.unit), text(training::render_month(plan)), link_to(url, plan.title),
           text(plan.contact), text(review_of(view)), text(plan_place_label(plan.execution)),
           text(plan_place_label(plan.withdrawal)),
           view.is_mine ? link_to(plan_review_url(plan.number), "审批") : link_to(url, "查看")},
          view.is_mine ? plan.number : "",
          plan.title};
}

std::vector<Field> filters_below(const Visit& visit) {
  std::vector<Field> fields = plan_filters(visit);
  Field waiting{"waiting",
                "待我审批",
                "",
                Field::Kind::kChoice,
                false,
                "",
                {{"", "全部"}, {"1", "只看待我审批的"}}};
  fields.insert(fields.begin() + 1, waiting);
  return fields;
}

// The next one of the year that waits for the acting role, in the order of the list; after the last
// the first.
std::optional<NextForOpinion> next_plan(const Visit& visit, const PlanView& now) {
  view::PlansAsked asked;
  asked.page.filter.year = now.plan.year;
  asked.page.size = 1;
  asked.only_waiting = true;
  for (const std::string& after : {now.plan.number, std::string()}) {
    asked.page.after = after;
    view::PlansPage found = view::leaf_plans(*visit.session, asked);
    if (found.rows.empty()) return std::nullopt;
    const training::Plan& next = found.rows.front().plan;
    if (next.number != now.plan.number) return NextForOpinion{next.number, next.title};
  }
  return std::nullopt;
}

// What the academy grants with its approval, where it decides on one now.
std::vector<Field> fields_of_opinion(const Visit& visit, const PlanView& view) {
  if (visit.session->actor().role != academy::Role::kAcademyAdmin) return {};
  Field field{"资助程度",           "资助程度", visit.field("资助程度"),
              Field::Kind::kChoice, false,      "审批通过时确定；不选则按申请情况"};
  field.options = {{"", "按申请情况"}};
  for (const auto& [kind, name] : visit.session->policy(view.plan.year).plans.support)
    field.options.push_back({name, name});
  return {field};
}

}  // namespace

http::Response show_plans_below(const Visit& visit) {
  view::PlansAsked asked = plans_asked(visit);
  asked.is_below = true;
  asked.only_waiting = !visit.query("waiting").empty();
  view::PlansPage found = view::leaf_plans(*visit.session, asked);
  List list;
  list.paging = paging_of_plans(visit, found);
  if (visit.request.wants_json()) return plans_as_json(found.rows, list.paging);
  list.caption =
      fmt::format("{} 年下级机构计划：数据共 {} 条", year_of(visit).value(), list.paging.total);
  list.columns = {{"所属机构", "unit"}, {"培训时间", "month"}, {"培训名称", "title"}, {"联系人"},
                  {"审批情况"},         {"实施情况"},          {"撤销情况"},          {"操作"}};
  for (const PlanView& view : found.rows) list.rows.push_back(row_below(view));
  for (auto [action, label] :
       {std::pair{"approve", "审批通过"}, {"return", "驳回修改"}, {"refuse", "审批未通过"}})
    list.deeds.push_back({batch_url(kPlanPlace, action), label});
  Page page{"下级机构计划",
            html::join({filters(visit, filters_below(visit)), render(visit, list)})};
  page.aside = unit_tree(visit);
  return show(visit, page);
}

http::Response show_plan_review(const Visit& visit) {
  PlanView view = view::show_plan(*visit.session, visit.part("id"));
  if (visit.request.wants_json()) return json_answer(200, json::shown(view));
  item::ItemView way = item::view_item(*visit.session, "plan", view.plan.number);
  Html form = opinion_form(visit, kPlanPlace, way, view.revision, fields_of_opinion(visit, view),
                           next_plan(visit, view));
  if (form.empty()) {
    form = card({html::element("p", {},
                               {text(way.waits_for_words.empty()
                                         ? "这份计划现在不需要审批。"
                                         : "现在由 " + way.waits_for_words + " 审批。")}),
                 button_to(url_of(kPlanPlace, view.plan.number), "返回")},
                "审批");
  }
  Page page{"培训计划审批"};
  page.crumbs = {{"下级机构计划", Url({"admin", "plans", "below"})},
                 {view.plan.title, url_of(kPlanPlace, view.plan.number)}};
  page.main = html::join({card({particulars_of(view)}, view.plan.title),
                          earlier_opinions(view.verdicts, view.waits_at), form, history_of(way)});
  return show(visit, page);
}

}  // namespace xueshi::web
