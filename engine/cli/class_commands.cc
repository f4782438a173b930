#include <fmt/format.h>

#include "app/classes.h"
#include "base/number.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/verdicts.h"
#include "training/class_rules.h"

namespace xueshi::cli {

namespace {

using app::AttendeeView;
using app::ClassView;

std::string standing_label(const AttendeeView& view) {
  if (view.attendee.enrolment == training::Enrolment::kWaiting) return "报名待审核";
  if (view.attendee.enrolment == training::Enrolment::kRejected) return "未通过";
  return view.attendee.confirmed ? "已确认" : "未确认";
}

Json to_json(const ClassView& view) {
  const training::TrainingClass& one = view.training_class;
  Json json = {{"id", one.number},
               {"plan", one.plan.empty() ? Json(nullptr) : Json(one.plan)},
               {"title", one.title},
               {"org", one.org},
               {"year", one.year.value()},
               {"start", base::render(one.start)},
               {"end", base::render(one.end)},
               {"hours", number(one.hours)},
               {"days", static_cast<double>(one.days_millis) / 1000.0},
               {"headcount", one.headcount},
               {"budget", number(one.budget)},
               {"carried_out", one.carried_out()},
               {"revision", view.revision}};
  if (view.change_pending()) json["change_pending"] = true;
  if (view.change_pending()) json["waits_for"] = view.waits_for;
  return json;
}

Json attendees_json(const ClassView& view) {
  Json attendees = Json::array();
  for (const AttendeeView& each : view.attendees) {
    attendees.push_back({{"employee", each.attendee.employee},
                         {"name", each.name},
                         {"unit", each.unit},
                         {"confirmed", each.attendee.confirmed},
                         {"seconds", each.hours.seconds()},
                         {"status", standing_label(each)}});
  }
  return attendees;
}

void show(const ClassView& view, const Output& output) {
  const training::TrainingClass& one = view.training_class;
  auto line = [&](const char* label, const std::string& text) {
    if (!text.empty()) output.line(fmt::format("{}：{}", label, text));
  };
  line("培训编号", one.number);
  line("培训名称", one.title);
  line("对应计划", one.plan);
  line("机构", fmt::format("{}（{}）", view.unit, one.org));
  line("培训时间", fmt::format("{} 至 {}", base::render(one.start), base::render(one.end)));
  line("学时", base::render_exact(one.hours));
  line("天数", base::render_decimal(one.days_millis, 3));
  line("计划参加人数", std::to_string(one.headcount));
  line("所需经费(万元)", base::render_wan(one.budget));
  line("培训公开范围", one.visibility);
  line("实施状态", view.execution_label);
  if (!view.changes.empty()) line("较计划调整", training::describe_changes(view.changes));
  if (view.change_pending()) line("待审批", view.waits_for);
  show(view.verdicts, output);
  line("培训成效", one.outcome);
  line("可办理", base::join(view.actions, "、"));
  Table table{{"员工编号", "姓名", "单位", "学时", "状态"}, {}};
  for (const AttendeeView& each : view.attendees) {
    table.rows.push_back({each.attendee.employee, each.name, each.unit,
                          base::render_exact(each.hours), standing_label(each)});
  }
  if (!table.rows.empty()) output.table(table);
}

std::optional<base::Date> day_of(const Invocation& invocation, Option option, const char* flag) {
  auto text = invocation.find(option);
  if (!text) return std::nullopt;
  auto day = base::parse_date(*text);
  if (!day) throw UsageError{fmt::format("{} {}: not a day, write YYYY-MM-DD", flag, *text)};
  return day;
}

}  // namespace

int run_class_show(Invocation& invocation) {
  app::Session session(invocation.settings);
  ClassView view = app::show_class(session, invocation.arguments[0]);
  if (!invocation.output.json()) return show(view, invocation.output), kDone;
  Json json = to_json(view);
  json["attendees"] = attendees_json(view);
  json["reviews"] = to_json(view.verdicts);
  json["actions"] = view.actions;
  print(json);
  return kDone;
}

int run_class_list(Invocation& invocation) {
  app::ClassListFilter filter;
  filter.classes.year = invocation.year;
  filter.classes.from = day_of(invocation, Option::kFrom, "--from");
  filter.classes.to = day_of(invocation, Option::kTo, "--to");
  filter.classes.name = invocation.text(Option::kName);
  if (filter.classes.from && filter.classes.to && *filter.classes.to < *filter.classes.from)
    throw UsageError{"--to lies before --from"};
  filter.org = invocation.org();
  app::Session session(invocation.settings);
  std::vector<ClassView> views = app::list_classes(session, filter);
  Json all = Json::array();
  Table table{{"培训编号", "培训名称", "机构", "开始时间", "结束时间", "计划参加人数", "实施状态",
               "待审批"},
              {}};
  for (const ClassView& view : views) {
    const training::TrainingClass& one = view.training_class;
    all.push_back(to_json(view));
    table.rows.push_back({one.number, one.title, view.unit, base::render(one.start),
                          base::render(one.end), std::to_string(one.headcount),
                          view.execution_label, view.waits_for});
  }
  if (invocation.output.json()) print(all);
  if (!invocation.output.json()) invocation.output.table(table);
  return kDone;
}

}  // namespace xueshi::cli
