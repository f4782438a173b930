#include <fmt/format.h>

#include "base/text.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "json/operation.h"
#include "report/schedules.h"

namespace xueshi::cli {

namespace {

using schedule::Occurrence;
using schedule::Schedule;

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
    for (const report::ScheduleEntry& entry : entries) all.push_back(json::to_json(entry));
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
    for (const report::NextRun& run : runs) all.push_back(json::to_json(run));
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
