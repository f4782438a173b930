#include <fmt/format.h>

#include "base/number.h"
#include "base/text.h"
#include "cli/act_output.h"
#include "cli/commands.h"
#include "cli/fields.h"
#include "cli/json.h"
#include "cli/verdicts.h"
#include "item/look.h"
#include "json/plans.h"
#include "report/reports.h"
#include "view/plans.h"

namespace xueshi::cli {

namespace {

using view::PlanOverview;
using view::PlanView;
namespace place = training::place;

// 计划类型, and 培训计划类型 where it is chosen.
std::vector<std::string> type_words(const training::Plan& plan) {
  std::vector<std::string> words = {std::string(training::label(plan.form))};
  if (plan.kind) words.emplace_back(training::label(plan.kind));
  return words;
}

// 培训地点 and 详细地址, those that are given.
std::vector<std::string> place_words(const training::Plan& plan) {
  std::vector<std::string> words;
  for (const std::string& word : {plan.place_kind, plan.address}) {
    if (!word.empty()) words.push_back(word);
  }
  return words;
}

void show(const session::Session& session, const PlanView& view, const Output& output) {
  const training::Plan& plan = view.plan;
  output.field("计划编号", plan.number);
  output.field("计划名称", plan.title);
  output.field("计划类型", base::join(type_words(plan), "，"));
  output.field("年度", std::to_string(plan.year.value()));
  output.field("机构", fmt::format("{}（{}）", view.unit, plan.org));
  output.field("培训类别", plan.category);
  output.field("培训时间", training::render_month(plan));
  output.field("学时", base::render_exact(plan.hours));
  output.field("天数", base::render_decimal(plan.days_millis, 3));
  output.field("计划参加人数", std::to_string(plan.headcount));
  output.field("所需经费(万元)", plan.budget_given ? base::render_wan(plan.budget) : "");
  output.field("培训地点", base::join(place_words(plan), " "));
  output.field("主办单位", plan.organiser);
  output.field("联系人", plan.contact);
  output.field("联系人电话", plan.phone);
  output.field("是否申请院经费支持", yes_no(plan.funding_requested));
  output.field("是否精品", plan.excellence);
  output.field("资助材料", plan.material);
  if (plan.funding_rank) output.field("资助排位", std::to_string(*plan.funding_rank));
  if (plan.technical_support) output.field("是否申请专项技术支持", yes_no(true));
  output.field("审批情况", view.review_label);
  show(view.verdicts, view.waits_at, output);
  output.field("等待", view.waits_for);
  output.field("资助程度", plan.support_level);
  output.field("发布状态", std::string(training::place_label(plan.publication)));
  output.field("实施状态", std::string(training::place_label(plan.execution)));
  output.field("撤销情况", std::string(training::place_label(plan.withdrawal)));
  output.field("撤销说明", plan.withdrawal_reason);
  output.field("培训班", view.class_number);
  output.field("可办理", item::in_words(session, "plan", view.actions));
}

}  // namespace

int run_plan_show(Invocation& invocation) {
  session::Session& session = invocation.session();
  PlanView view = view::show_plan(session, invocation.arguments[0]);
  if (!invocation.output.json()) return show(session, view, invocation.output), kDone;
  invocation.output.print(json::shown(view));
  return kDone;
}

int run_plan_list(Invocation& invocation) {
  session::Session& session = invocation.session();
  std::vector<PlanView> views = view::list_plans(session, invocation.year, invocation.org());
  if (invocation.output.json()) {
    Json all = Json::array();
    for (const PlanView& view : views) all.push_back(json::to_json(view));
    invocation.output.print(all);
    return kDone;
  }
  Table table{{"计划编号", "年度", "计划类型", "培训计划类型", "计划名称", "培训类别", "培训时间",
               "机构", "主办单位", "计划参加人数", "所需经费(万元)", "是否精品", "发布状态",
               "审批情况", "各级意见", "等待", "实施情况", "撤销情况"},
              {}};
  for (const PlanView& view : views) {
    const training::Plan& plan = view.plan;
    table.rows.push_back(
        {plan.number, std::to_string(plan.year.value()), std::string(training::label(plan.form)),
         std::string(training::label(plan.kind)), plan.title, plan.category,
         training::render_month(plan), view.unit, plan.organiser, std::to_string(plan.headcount),
         plan.budget_given ? base::render_wan(plan.budget) : "", plan.excellence,
         std::string(training::place_label(plan.publication)), view.review_label,
         verdicts_in_line(view.verdicts, view.waits_at), view.waits_for,
         std::string(training::place_label(plan.execution)),
         std::string(training::place_label(plan.withdrawal))});
  }
  invocation.output.table(table);
  return kDone;
}

int run_plan_overview(Invocation& invocation) {
  session::Session& session = invocation.session();
  std::vector<PlanOverview> lines =
      view::overview_plans(session, *invocation.year, invocation.org());
  Json all = Json::array();
  Table table{{"机构编码", "机构", "计划数", "审批通过", "已发布", "已撤销", "培训班", "已实施",
               "实施率(%)"},
              {}};
  for (const PlanOverview& line : lines) {
    all.push_back(json::to_json(line));
    table.rows.push_back({line.org, line.name, std::to_string(line.plans),
                          std::to_string(line.approved), std::to_string(line.published),
                          std::to_string(line.withdrawn), std::to_string(line.classes),
                          std::to_string(line.carried_out), render_two_places(line.rate())});
  }
  if (invocation.output.json()) invocation.output.print(all);
  if (!invocation.output.json()) invocation.output.table(table);
  return kDone;
}

int run_plan_rank(Invocation& invocation) {
  session::Session& session = invocation.session();
  item::ActRequest request;
  request.subject = "plan";
  request.ids = {invocation.arguments[0]};
  request.action = "rank";
  request.fields = {{"排位", invocation.arguments[1]}};
  show(item::act(session, request).front(), invocation.output);
  return kDone;
}

int run_plan_template_save(Invocation& invocation) {
  session::Session& session = invocation.session();
  const std::string& name = invocation.arguments[1];
  view::save_template(session, invocation.arguments[0], name, invocation.has(Option::kShare));
  if (invocation.output.json()) invocation.output.print({{"template", name}});
  invocation.output.talk(fmt::format("已存为计划模板 '{}'", name));
  return kDone;
}

int run_plan_template_share(Invocation& invocation) {
  session::Session& session = invocation.session();
  view::share_template(session, invocation.arguments[0]);
  if (invocation.output.json())
    invocation.output.print({{"template", invocation.arguments[0]}, {"shared", true}});
  invocation.output.talk(fmt::format("计划模板 '{}' 已共享", invocation.arguments[0]));
  return kDone;
}

int run_plan_template_delete(Invocation& invocation) {
  session::Session& session = invocation.session();
  view::delete_template(session, invocation.arguments[0]);
  if (invocation.output.json()) invocation.output.print({{"deleted", invocation.arguments[0]}});
  invocation.output.talk(fmt::format("计划模板 '{}' 已删除", invocation.arguments[0]));
  return kDone;
}

int run_plan_template_list(Invocation& invocation) {
  session::Session& session = invocation.session();
  Json all = Json::array();
  Table table{{"模板名称", "机构编码", "培训类别", "计划名称", "共享"}, {}};
  for (const view::PlanTemplate& one : view::list_templates(session)) {
    table.rows.push_back({one.name, one.org, base::field_or_empty(one.fields, "培训类别"),
                          base::field_or_empty(one.fields, "计划名称"), yes_no(one.shared)});
    all.push_back(json::to_json(one));
  }
  if (invocation.output.json()) invocation.output.print(all);
  if (!invocation.output.json()) invocation.output.table(table);
  return kDone;
}

int run_plan_template_use(Invocation& invocation) {
  session::Session& session = invocation.session();
  show(view::use_template(session, invocation.arguments[0], fields_of(invocation)),
       invocation.output);
  return kDone;
}

}  // namespace xueshi::cli
