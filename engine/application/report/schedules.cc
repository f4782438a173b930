#include "report/schedules.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "plugin/plugin.h"
#include "schedule/parse.h"
#include "session/session.h"

namespace xueshi::report {

namespace {

using schedule::Schedule;

void check_reports(const session::Home& home, const std::vector<Schedule>& schedules,
                   base::Findings& findings) {
  std::vector<std::string> reports = {"year-end"};
  for (const plugin::PluginPlace& place : plugin::find_plugins(home.folder())) {
    if (std::find(reports.begin(), reports.end(), place.name) == reports.end())
      reports.push_back(place.name);
  }
  for (const Schedule& one : schedules) {
    if (std::find(reports.begin(), reports.end(), one.report) != reports.end()) continue;
    std::string advice = base::suggest(one.report, reports);
    if (advice.empty()) advice = fmt::format("，可以是 {}", base::join(reports, "、"));
    findings.error(one.report_place, "schedule.unknown-report",
                   fmt::format("没有名为 '{}' 的报表{}", one.report, advice));
  }
}

schedule::Moment now_of(const session::Settings& settings) {
  return schedule::moment_of(session::make_clock(settings)->now());
}

}  // namespace

std::vector<Schedule> load_schedules(const session::Home& home) {
  base::Findings findings;
  session::Home::WorkflowFile file = home.load_workflow(session::Home::kSchedules, findings);
  if (!findings.ok()) throw session::WrongFiles(findings);
  auto schedules = schedule::parse_schedules(file.path, file.text, findings);
  if (schedules) check_reports(home, *schedules, findings);
  if (!findings.ok()) throw session::WrongFiles(findings);
  return *schedules;
}

const Schedule& require_schedule(const std::vector<Schedule>& schedules, const std::string& id) {
  if (const Schedule* found = schedule::find_schedule(schedules, id)) return *found;
  std::vector<std::string> ids;
  for (const Schedule& one : schedules) ids.push_back(one.id);
  throw base::Refused("schedule.unknown",
                      fmt::format("没有编号为 '{}' 的定时任务{}", id, base::suggest(id, ids)));
}

std::vector<ScheduleEntry> list_schedules(const session::Settings& settings) {
  std::vector<ScheduleEntry> entries;
  schedule::Moment now = now_of(settings);
  for (const Schedule& one : load_schedules(session::Home(settings.value("home")))) {
    auto next = schedule::next_occurrences(one, now, 1);
    entries.push_back({one, next.empty() ? std::nullopt : std::optional(next.front())});
  }
  return entries;
}

std::vector<NextRun> next_runs(const session::Settings& settings, const std::string& id,
                               std::size_t count) {
  std::vector<Schedule> schedules = load_schedules(session::Home(settings.value("home")));
  if (!id.empty()) schedules = {Schedule(require_schedule(schedules, id))};
  std::vector<NextRun> runs;
  schedule::Moment now = now_of(settings);
  for (const Schedule& one : schedules) {
    for (const schedule::Occurrence& next : schedule::next_occurrences(one, now, count))
      runs.push_back({one, next});
  }
  std::stable_sort(runs.begin(), runs.end(), [](const NextRun& a, const NextRun& b) {
    return a.occurrence.planned < b.occurrence.planned;
  });
  if (runs.size() > count)
    runs.erase(runs.begin() + static_cast<std::ptrdiff_t>(count), runs.end());
  return runs;
}

}  // namespace xueshi::report
