#include <fmt/format.h>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "report/schedules.h"

namespace xueshi::cli {

namespace {

using schedule::Occurrence;
using schedule::Schedule;

Json to_json(const Occurrence& next) {
  return {{"planned", schedule::render_planned(next)},
          {"reporting_year", next.reporting_year.value()}};
}

Json to_json(const report::ScheduleEntry& entry) {
  const Schedule& one = entry.schedule;
  bool previous = one.reporting_year == schedule::ReportingYear::kPrevious;
  bool skips = one.overlap == schedule::Overlap::kSkip;
  return {{"id", one.id},
          {"report", one.report},
          {"repeat", one.repeat},
          {"at", fmt::format("{:02}:{:02}", one.at / 60, one.at % 60)},
          {"time_zone", one.time_zone},
          {"reporting_year", previous ? "previous" : "current"},
          {"institutes", one.institutes.empty() ? Json("all") : Json(one.institutes)},
          {"catch_up", one.catch_up_text},
          {"overlap", skips ? "skip" : "queue"},
          {"next", entry.next ? to_json(*entry.next) : Json(nullptr)}};
}

Json to_json(const report::NextRun& run) {
  return {{"id", run.schedule.id},
          {"report", run.schedule.report},
          {"planned", schedule::render_planned(run.occurrence)},
          {"reporting_year", run.occurrence.reporting_year.value()}};
}

std::string institutes_of(const Schedule& one) {
  return one.institutes.empty() ? "全院" : base::join(one.institutes, " ");
}

// "2018-01-01 02:00", the wall time of the schedule's zone.
std::string planned_words(const Occurrence& next) { return base::render(next.local); }

}  // namespace

int run_schedule_list(Invocation& invocation) {
  auto entries = report::list_schedules(invocation.settings);
  if (invocation.output.json()) {
    Json all = Json::array();
    for (const report::ScheduleEntry& entry : entries) all.push_back(to_json(entry));
    invocation.output.print(all);
    return kDone;
  }
  if (entries.empty()) {
    invocation.output.line("没有定时任务");
    return kDone;
  }
  Table table{{"编号", "报表", "规则", "时区", "补做期限", "下次运行", "报告年度", "机构"}, {}};
  for (const auto& [one, next] : entries) {
    table.rows.push_back({one.id, one.report, one.repeat, one.time_zone, one.catch_up_text,
                          next ? planned_words(*next) : "不再运行",
                          next ? std::to_string(next->reporting_year.value()) : "",
                          institutes_of(one)});
  }
  invocation.output.table(table);
  return kDone;
}

int run_schedule_next(Invocation& invocation) {
  std::string id = invocation.arguments.empty() ? "" : invocation.arguments[0];
  int count = invocation.number(Option::kCount, 5, 1, 100);
  auto runs = report::next_runs(invocation.settings, id, static_cast<std::size_t>(count));
  if (invocation.output.json()) {
    Json all = Json::array();
    for (const report::NextRun& run : runs) all.push_back(to_json(run));
    invocation.output.print(all);
    return kDone;
  }
  if (runs.empty()) {
    invocation.output.line("没有要运行的定时任务");
    return kDone;
  }
  Table table{{"计划时间", "时区", "报告年度", "编号", "报表", "机构"}, {}};
  for (const auto& [one, next] : runs) {
    table.rows.push_back({planned_words(next), one.time_zone,
                          std::to_string(next.reporting_year.value()), one.id, one.report,
                          institutes_of(one)});
  }
  invocation.output.table(table);
  return kDone;
}

}  // namespace xueshi::cli
