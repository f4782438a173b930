#include <fmt/format.h>

#include <filesystem>

#include "base/file.h"
#include "base/number.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/verdicts.h"
#include "intake/one_row.h"
#include "item/look.h"
#include "json/classes.h"
#include "report/roster_export.h"
#include "training/class_rules.h"
#include "view/classes.h"

namespace xueshi::cli {

namespace {

using view::AttendeeView;
using view::ClassView;

// What is not shown above or below, in the order of a file of classes.
void show_particulars(const training::TrainingClass& one, const Output& output) {
  static const std::vector<std::string> kElsewhere = {
      "培训编号",     "计划编号",     "培训名称", "机构编码",     "培训开始时间",
      "培训结束时间", "学时",         "天数",     "计划参加人数", "所需经费(万元)",
      "实施状态",     "培训公开范围", "培训成效"};
  for (const auto& [heading, text] : intake::render_row(one)) {
    if (!base::contains(kElsewhere, heading)) output.field(heading.c_str(), text);
  }
}

// 已撤销 is the plan's, and the class's end as well.
std::string execution_of(const ClassView& view) {
  return view.execution_label + (view.is_withdrawn ? "（计划已撤销）" : "");
}

void show_roster(const ClassView& view, const Output& output) {
  Table table{{"员工编号", "姓名", "单位", "学时", "状态"}, {}};
  for (const AttendeeView& each : view.attendees) {
    table.rows.push_back({each.attendee.employee, each.name, each.unit,
                          base::render_exact(each.hours), view::standing_label(each)});
  }
  if (!table.rows.empty()) output.table(table);
}

// The rest of what a learner sees: to whom it is open, and how they stand to it.
void show_own(const session::Session& session, const ClassView& view, const Output& output) {
  output.field("培训公开范围", view.training_class.visibility);
  output.field("可办理", item::in_words(session, "class", view.actions));
  show_roster(view, output);
}

void show(const session::Session& session, const ClassView& view, const Output& output) {
  const training::TrainingClass& one = view.training_class;
  output.field("培训编号", one.number);
  output.field("培训名称", one.title);
  if (!view.for_learner) output.field("对应计划", one.plan);
  output.field("机构", fmt::format("{}（{}）", view.unit, one.org));
  output.field("培训时间", fmt::format("{} 至 {}", base::render(one.start), base::render(one.end)));
  output.field("学时", base::render_exact(one.hours));
  if (view.for_learner) return show_own(session, view, output);
  output.field("天数", base::render_decimal(one.days_millis, 3));
  output.field("计划参加人数", std::to_string(one.headcount));
  output.field("所需经费(万元)", base::render_wan(one.budget));
  show_particulars(one, output);
  output.field("培训公开范围", one.visibility);
  output.field("实施状态", execution_of(view));
  if (!view.changes.empty()) output.field("较计划调整", training::describe_changes(view.changes));
  if (view.change_pending()) output.field("待审批", view.waits_for);
  show(view.verdicts, view.waits_at, output);
  output.field("培训成效", one.outcome);
  output.field("可办理", item::in_words(session, "class", view.actions));
  show_roster(view, output);
}

Table table_of(const std::vector<ClassView>& views) {
  Table table{
      {"培训编号", "培训名称", "机构", "实施状态", "是否精品", "开始时间", "结束时间", "地点",
       "计划参加人数", "工作人员数", "所需经费(万元)", "联系人", "联系电话", "主办单位", "待审批"},
      {}};
  for (const ClassView& view : views) {
    const training::TrainingClass& one = view.training_class;
    std::vector<std::string> place;
    for (const std::string& word : {one.place_kind, one.venue}) {
      if (!word.empty()) place.push_back(word);
    }
    table.rows.push_back({one.number, one.title, view.unit, execution_of(view),
                          yes_no(one.excellent), base::render(one.start), base::render(one.end),
                          base::join(place, " "), std::to_string(one.headcount),
                          std::to_string(one.staff_count), base::render_wan(one.budget),
                          one.contact, one.phone, one.organiser, view.waits_for});
  }
  return table;
}

Table learner_table(const std::vector<ClassView>& views) {
  Table table{{"培训编号", "培训名称", "机构", "开始时间", "结束时间", "学时", "培训公开范围"}, {}};
  for (const ClassView& view : views) {
    const training::TrainingClass& one = view.training_class;
    table.rows.push_back({one.number, one.title, view.unit, base::render(one.start),
                          base::render(one.end), base::render_exact(one.hours), one.visibility});
  }
  return table;
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
  session::Session& session = invocation.session();
  ClassView view = view::show_class(session, invocation.arguments[0]);
  if (!invocation.output.json()) return show(session, view, invocation.output), kDone;
  invocation.output.print(json::shown(view));
  return kDone;
}

int run_class_roster(Invocation& invocation) {
  const std::string& file = invocation.arguments[1];
  if (std::filesystem::exists(file))
    throw base::Refused("report.file-exists", fmt::format("'{}' 已存在，请换一个文件名", file));
  report::RosterCopy copy = report::export_roster(invocation.session(), invocation.arguments[0]);
  base::write_file(file, copy.bytes);
  if (invocation.output.json()) invocation.output.print({{"file", file}, {"people", copy.people}});
  invocation.output.talk(fmt::format("已生成 {}：{} 人", file, copy.people));
  return kDone;
}

int run_class_list(Invocation& invocation) {
  view::ClassListFilter filter;
  filter.classes.year = invocation.year;
  filter.classes.from = day_of(invocation, Option::kFrom, "--from");
  filter.classes.to = day_of(invocation, Option::kTo, "--to");
  filter.classes.name = invocation.text(Option::kName);
  if (filter.classes.from && filter.classes.to && *filter.classes.to < *filter.classes.from)
    throw UsageError{"--to lies before --from"};
  filter.org = invocation.org();
  session::Session& session = invocation.session();
  std::vector<ClassView> views = view::list_classes(session, filter);
  if (invocation.output.json()) {
    Json all = Json::array();
    for (const ClassView& view : views) all.push_back(json::to_json(view));
    invocation.output.print(all);
    return kDone;
  }
  bool for_learner = !views.empty() && views.front().for_learner;
  invocation.output.table(for_learner ? learner_table(views) : table_of(views));
  return kDone;
}

}  // namespace xueshi::cli
