#include "web/plan_parts.h"

#include <fmt/format.h>

#include "base/number.h"
#include "json/plans.h"
#include "web/opinion.h"
#include "web/plan_form.h"
#include "web/year.h"

namespace xueshi::web {

namespace {

using html::Html;
using view::PlanView;

constexpr int kMonths = 12;

// Of the year asked for; of this one where that has no rules.
std::vector<std::string> categories_of(const Visit& visit) {
  try {
    return visit.session->policy(year_of(visit)).plans.categories;
  } catch (const session::WrongFiles&) {
    return visit.session->policy(base::year_of(visit.session->today())).plans.categories;
  }
}

std::string yes_or_no(bool is_so) { return is_so ? "是" : "否"; }

Field choice_of(const char* name, const char* label, const std::vector<std::string>& words) {
  Field field{name, label, "", Field::Kind::kChoice, false, "", {{"", "全部"}}};
  for (const std::string& word : words) field.options.push_back({word, word});
  return field;
}

Field month_field() {
  Field field{"month", "月份", "", Field::Kind::kChoice, false, "", {{"", "全部"}}};
  for (int month = 1; month <= kMonths; ++month)
    field.options.push_back({std::to_string(month), fmt::format("{} 月", month)});
  return field;
}

// What a column keeps for a label; of a label that is none, what stands nowhere.
std::string form_asked(const std::string& asked) {
  if (asked.empty()) return "";
  for (training::PlanForm form : {training::PlanForm::kProject, training::PlanForm::kOther})
    if (asked == training::label(form)) return std::string(training::word(form));
  return asked;
}

std::string kind_asked(const std::string& asked) {
  auto kind = training::parse_plan_kind(asked);
  return kind ? std::string(training::word(kind)) : asked;
}

// Of what is no month, one in which nothing is.
int month_asked(const std::string& asked) {
  std::int64_t month = base::parse_decimal(asked, 0).value_or(0);
  return month >= 1 && month <= 12 ? static_cast<int>(month) : 0;
}

view::PlanOrder plan_order(const std::string& name) {
  using Order = view::PlanOrder;
  if (name == "title") return Order::kTitle;
  if (name == "month") return Order::kMonth;
  if (name == "organiser") return Order::kOrganiser;
  if (name == "unit") return Order::kUnit;
  return name == "id" ? Order::kNumber : Order::kUsual;
}

}  // namespace

std::string plan_place_label(std::string_view place) {
  return std::string(training::place_label(place));
}

std::string review_of(const PlanView& view) {
  std::string levels = levels_in_line(view.verdicts, view.waits_at);
  return levels.empty() ? view.review_label : view.review_label + " " + levels;
}

std::string special_state(const Visit& visit, const PlanView& view) {
  namespace place = training::place;
  const training::Plan& plan = view.plan;
  if (plan.withdrawal == place::kWithdrawn) return "已撤销";
  if (plan.review == place::kDraft) return "暂存";
  bool is_over = plan.year < base::year_of(visit.session->today());
  bool is_open = plan.review == place::kApproved && plan.execution == place::kNotCarriedOut &&
                 plan.form == training::PlanForm::kProject;
  return is_over && is_open ? "关闭未实施" : "";
}

Html particulars_of(const PlanView& view) {
  const training::Plan& plan = view.plan;
  return details({{"计划编号", plan.number},
                  {"计划名称", plan.title},
                  {"计划类型", std::string(training::label(plan.form))},
                  {"培训计划类型", std::string(training::label(plan.kind))},
                  {"年度", std::to_string(plan.year.value())},
                  {"机构", view.unit},
                  {"培训类别", plan.category},
                  {"培训时间", training::render_month(plan)},
                  {"学时", render_exact(plan.hours)},
                  {"天数", base::render_decimal(plan.days_millis, 3)},
                  {"计划参加人数", std::to_string(plan.headcount)},
                  {"所需经费(万元)", plan.budget_given ? base::render_wan(plan.budget) : ""},
                  {"主办单位", plan.organiser},
                  {"培训地点", plan.place_kind},
                  {"详细地址", plan.address},
                  {"联系人", plan.contact},
                  {"联系人电话", plan.phone},
                  {"是否申请院经费支持", yes_or_no(plan.funding_requested)},
                  {"是否精品", plan.excellence},
                  {"是否申请专项技术支持", plan.technical_support ? "是" : ""},
                  {"资助材料", plan.material},
                  {"资助排位", plan.funding_rank ? std::to_string(*plan.funding_rank) : ""},
                  {"资助程度", plan.support_level}});
}

std::vector<Field> plan_filters(const Visit& visit) {
  return {year_field(visit),
          {"name", "计划名称"},
          choice_of("form", "计划类型", {"项目计划", "其他计划"}),
          choice_of("kind", "培训计划类型", {"年度计划", "新增计划"}),
          choice_of("category", "培训类别", categories_of(visit)),
          month_field(),
          choice_of("review", "审批情况", {"暂存", "已上报", "审批通过", "驳回修改", "审批未通过"}),
          choice_of("publication", "发布状态", {"未发布", "已发布"}),
          choice_of("execution", "实施情况", {"未实施", "已实施"}),
          choice_of("withdrawal", "撤销情况", {"未撤销", "已撤销"})};
}

view::PlansAsked plans_asked(const Visit& visit) {
  view::PlansAsked asked;
  asked.org = visit.query("org");
  asked.review = visit.query("review");
  asked.publication = visit.query("publication");
  asked.execution = visit.query("execution");
  asked.withdrawal = visit.query("withdrawal");
  auto& filter = asked.page.filter;
  filter.year = year_of(visit);
  filter.title = visit.query("name");
  filter.form = form_asked(visit.query("form"));
  filter.kind = kind_asked(visit.query("kind"));
  filter.category = visit.query("category");
  if (std::string month = visit.query("month"); !month.empty()) filter.month = month_asked(month);
  Order order = order_of(visit);
  asked.page.order = plan_order(order.name);
  asked.page.is_down = order.is_down && asked.page.order != view::PlanOrder::kUsual;
  asked.page.after = visit.query("after");
  asked.page.begin = begin_asked(visit);
  asked.page.size = size_of(visit);
  return asked;
}

Paging paging_of_plans(const Visit& visit, const view::PlansPage& found) {
  return paging_of(visit, found.total, found.begin, found.rows.size(),
                   found.rows.empty() ? "" : found.rows.back().plan.number);
}

http::Response plans_as_json(const std::vector<PlanView>& shown, const Paging& paging) {
  return rows_answer(shown, paging, [](const PlanView& view) { return json::to_json(view); });
}

}  // namespace xueshi::web
