#include "web/plan_funding_pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "json/plans.h"
#include "report/published.h"
#include "report/reports.h"
#include "view/plans.h"
#include "web/answers.h"
#include "web/deeds.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/plan_form.h"
#include "web/plan_parts.h"
#include "web/unit_tree.h"
#include "web/work_kinds.h"
#include "web/work_pages.h"
#include "web/year.h"

namespace xueshi::web {

namespace {

using html::attr;
using html::element;
using html::Html;
using html::text;
using html::Url;
using view::PlanView;
namespace place = training::place;

// Handed in and not withdrawn: what the plan list prints.
bool is_handed_in(const training::Plan& plan) {
  return plan.review != place::kDraft && plan.review != place::kReturned &&
         plan.review != place::kRefused && plan.withdrawal == place::kStanding;
}

std::vector<PlanView> plans_handed_in(const Visit& visit, bool only_funded) {
  std::vector<PlanView> plans =
      view::list_plans(*visit.session, year_of(visit), visit.query("org"));
  std::erase_if(plans, [&](const PlanView& view) {
    return !is_handed_in(view.plan) || (only_funded && !view.plan.funding_requested);
  });
  return plans;
}

// The wanted first, the unranked last; of several institutes one after the other.
void sort_by_rank(const Visit& visit, std::vector<PlanView>& plans) {
  const academy::OrgTree& tree = visit.session->tree();
  auto key = [&](const PlanView& view) {
    const academy::Org* institute = tree.institute_of(view.plan.org);
    return std::make_tuple(institute == nullptr ? view.plan.org : institute->code,
                           !view.plan.funding_rank, view.plan.funding_rank.value_or(0),
                           view.plan.number);
  };
  std::sort(plans.begin(), plans.end(),
            [&](const PlanView& a, const PlanView& b) { return key(a) < key(b); });
}

std::int64_t unranked_of(const std::vector<PlanView>& plans) {
  return std::count_if(plans.begin(), plans.end(), [](const PlanView& view) {
    return view.plan.funding_requested && !view.plan.funding_rank;
  });
}

// Gives a plan that rank; whoever stands there, or behind, moves back by one.
Html rank_form(const Visit& visit, const std::string& number, const std::vector<Html>& inside) {
  std::string back = Url::at(visit.request.path, visit.request.query).text();
  std::vector<Html> parts = {hidden_keys(visit), hidden("back", back)};
  parts.insert(parts.end(), inside.begin(), inside.end());
  return element("form",
                 {attr("method", "post"), attr("class", "inline"),
                  html::link("action", deed_url(kPlanPlace, number, "rank"))},
                 parts);
}

Html rank_number(const Visit& visit, const training::Plan& plan) {
  std::string rank = plan.funding_rank ? std::to_string(*plan.funding_rank) : "";
  return rank_form(
      visit, plan.number,
      {element("input", {attr("name", "排位"), attr("value", rank), attr("class", "short"),
                         attr("inputmode", "numeric"), attr("aria-label", "排位 " + plan.title)}),
       element("button", {}, {text("排位")})});
}

Html rank_step(const Visit& visit, const std::string& number, std::int64_t rank,
               const std::string& label, const std::string& title) {
  return rank_form(visit, number,
                   {hidden("排位", std::to_string(rank)),
                    element("button", {attr("aria-label", label + " " + title)}, {text(label)})});
}

// Up: to the rank of the one before. Down: the one behind takes this one's.
Html rank_forms(const Visit& visit, const std::vector<PlanView>& plans, std::size_t at) {
  const training::Plan& plan = plans[at].plan;
  std::vector<Html> forms = {rank_number(visit, plan)};
  const auto& before = at == 0 ? std::nullopt : plans[at - 1].plan.funding_rank;
  if (before) forms.push_back(rank_step(visit, plan.number, *before, "上移", plan.title));
  bool has_next = at + 1 < plans.size() && plan.funding_rank;
  if (has_next)
    forms.push_back(
        rank_step(visit, plans[at + 1].plan.number, *plan.funding_rank, "下移", plan.title));
  return html::join(forms);
}

Html counter_of(const Visit& visit, const std::vector<PlanView>& plans) {
  std::int64_t usual = visit.session->policy(year_of(visit)).plans.funding_requests;
  auto count = static_cast<std::int64_t>(plans.size());
  bool is_one_institute = visit.session->actor().role == academy::Role::kInstituteAdmin;
  bool is_many = is_one_institute && usual > 0 && count > usual;
  std::string note = usual == 0 ? "" : fmt::format("每个研究所一般 {}–{} 个", usual - 1, usual);
  Html warning = is_many
                     ? element("p", {attr("class", "warning")},
                               {text(fmt::format("申请院经费支持的计划超过 {} 个，请筛选", usual))})
                     : Html();
  return html::join({tiles({{"申请院经费支持", fmt::format("{} 个", count), note},
                            {"未排位", fmt::format("{} 个", unranked_of(plans))}}),
                     warning});
}

Row funding_row(const Visit& visit, const std::vector<PlanView>& plans, std::size_t at,
                bool can_rank) {
  const PlanView& view = plans[at];
  const training::Plan& plan = view.plan;
  std::string rank = plan.funding_rank ? std::to_string(*plan.funding_rank) : "未排位";
  return {{text(rank), link_to(url_of(kPlanPlace, plan.number), plan.title), text(view.unit),
           text(training::render_month(plan)), text(plan.category), text(plan.excellence),
           text(plan.budget_given ? base::render_wan(plan.budget) : ""), text(review_of(view)),
           can_rank ? rank_forms(visit, plans, at) : Html()}};
}

// The institute that the workbook is of; empty: none is chosen yet.
std::string institute_to_export(const Visit& visit) {
  std::string asked = visit.request.method == http::Method::kPost && !visit.field("org").empty()
                          ? visit.field("org")
                          : visit.query("org");
  const academy::OrgTree& tree = visit.session->tree();
  std::string at = asked.empty() ? visit.session->actor().org : asked;
  const academy::Org* institute = tree.find(at) == nullptr ? nullptr : tree.institute_of(at);
  return institute == nullptr ? asked : institute->code;
}

base::Year year_to_export(const Visit& visit) {
  return base::parse_year(visit.field("year")).value_or(year_of(visit));
}

Row export_row(const PlanView& view) {
  const training::Plan& plan = view.plan;
  std::string rank = plan.funding_rank        ? std::to_string(*plan.funding_rank)
                     : plan.funding_requested ? "未排位"
                                              : "";
  return {{text(rank), link_to(url_of(kPlanPlace, plan.number), plan.title), text(view.unit),
           text(std::string(training::label(plan.kind))), text(training::render_month(plan)),
           text(plan.funding_requested ? "是" : "否"), text(view.review_label)}};
}

Html export_form(const Visit& visit, const std::string& institute) {
  if (institute.empty())
    return card({text("请在组织机构中选择一个研究所，再导出它的计划列表。")}, "导出");
  Form form{Url({"admin", "plans", "export"}), "导出"};
  form.before = html::join(
      {element(
           "p", {},
           {text(fmt::format("导出 {} {} 年度培训计划列表。打印后在“单位名称(加盖公章)”处盖章。",
                             visit.session->unit_name(institute), year_of(visit).value()))}),
       hidden("org", institute), hidden("year", std::to_string(year_of(visit).value()))});
  Url made = Url({"admin", "reports"}).add("year", year_of(visit).value()).add("org", institute);
  form.more_buttons = link_to(made, "已导出的报表");
  return render(visit, form);
}

}  // namespace

http::Response show_funding(const Visit& visit) {
  std::vector<PlanView> plans = plans_handed_in(visit, true);
  sort_by_rank(visit, plans);
  List list;
  list.paging = without_pages(plans.size());
  if (visit.request.wants_json()) return plans_as_json(plans, list.paging);
  bool can_rank = visit.session->actor().role == academy::Role::kInstituteAdmin;
  list.caption = fmt::format("{} 年申请院经费支持的计划，按排位", year_of(visit).value());
  list.columns = {{"排位"},
                  {"计划名称"},
                  {"机构"},
                  {"培训时间"},
                  {"培训类别"},
                  {"是否精品"},
                  {"所需经费(万元)", "", true},
                  {"审批情况"},
                  {"操作"}};
  for (std::size_t i = 0; i < plans.size(); ++i)
    list.rows.push_back(funding_row(visit, plans, i, can_rank));
  list.next_step = "申请院经费支持并已上报的计划列在这里。";
  Page page{"资助计划筛选",
            html::join({year_filter(visit), counter_of(visit, plans), render(visit, list)})};
  page.crumbs = {{kPlanPlace.label, Url::at(kPlanPlace.base)}};
  if (!can_rank) page.aside = unit_tree(visit);
  return show(visit, page);
}

http::Response show_plan_export(const Visit& visit) {
  std::vector<PlanView> plans = plans_handed_in(visit, false);
  sort_by_rank(visit, plans);
  List list;
  std::vector<PlanView> shown = page_of<PlanView>(
      visit, plans, [](const PlanView& view) { return view.plan.number; }, list.paging);
  if (visit.request.wants_json()) return plans_as_json(shown, list.paging);
  list.caption = fmt::format("{} 年度将列入的计划", year_of(visit).value());
  list.columns = {{"资助排位"}, {"计划名称"},           {"机构"},    {"培训计划类型"},
                  {"培训时间"}, {"是否申请院经费支持"}, {"审批情况"}};
  for (const PlanView& view : shown) list.rows.push_back(export_row(view));
  list.next_step = "暂存、驳回修改、审批未通过和已撤销的计划不列入。";
  std::int64_t unranked = unranked_of(plans);
  Html warning =
      unranked == 0
          ? Html()
          : element("p", {attr("class", "warning")},
                    {text(fmt::format("有 {} 个申请院经费支持的计划还没有排位：", unranked)),
                     link_to(Url({"admin", "plans", "funding"}).add("year", year_of(visit).value()),
                             "资助计划筛选")});
  Page page{"导出培训计划列表", html::join({export_form(visit, institute_to_export(visit)), warning,
                                            year_filter(visit), render(visit, list)})};
  page.crumbs = {{kPlanPlace.label, Url::at(kPlanPlace.base)}};
  page.aside = unit_tree(visit);
  return show(visit, page);
}

// Into the folder of published reports, where revisions are counted and `verify` finds the file.
http::Response do_plan_export(const Visit& visit) {
  std::string institute = institute_to_export(visit);
  if (institute.empty()) throw base::Refused("report.no-institute", "请先选择一个研究所");
  base::Year year = year_to_export(visit);
  const std::string report = "plan-list";
  Url place = Url({"admin", "plans", "export"}).add("year", year.value()).add("org", institute);
  report::require_reports(*visit.session, {report}, year, institute);
  std::string title =
      fmt::format("{}年度培训计划列表-{}", year.value(), visit.session->unit_name(institute));
  ReportsOrder order{year, institute, {report}, place.text()};
  work::Work work =
      wait_a_moment(visit, work::ask_for(*visit.session, order_of_reports(order, "导出 " + title)));
  bool is_made = work.state == work::work_state::kDone;
  if (!is_made) return answer_with(visit, work);
  auto copy = report::fetch_workbook(*visit.session, report, year, institute, std::nullopt);
  if (!copy) return answer_with(visit, work);
  return download(title + ".xlsx",
                  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                  std::move(copy->bytes));
}

}  // namespace xueshi::web
