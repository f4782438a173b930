// What runs by itself: schedule run-due, schedule backfill, worker, job list, job retry.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <utility>

#include "base/blocker.h"
#include "base/error.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/event_log.h"
#include "cli/json.h"
#include "cli/report_output.h"
#include "cli/ways.h"
#include "json/operation.h"
#include "report/worker.h"
#include "session/wrong_files.h"

namespace xueshi::cli {

namespace {

using report::CrewEvent;
using report::PlannedRun;

std::atomic<bool> stop_asked{false};

// What was begun is finished. Who asks twice does not want to wait.
void ask_to_stop(int number) {
  stop_asked = true;
  std::signal(number, SIG_DFL);
}

report::WorkOptions options_of(Invocation& invocation) {
  std::signal(SIGTERM, ask_to_stop);
  std::signal(SIGINT, ask_to_stop);
  report::WorkOptions options;
  options.threads = invocation.number(Option::kJobs, 1, 1, 64);
  options.lease = std::chrono::seconds(invocation.number(Option::kLease, 60, 1, 3600));
  options.pause = std::chrono::seconds(invocation.number(Option::kPause, 5, 0, 3600));
  options.should_stop = [] { return stop_asked.load(); };
  return options;
}

report::WorkTold told_by(EventLog& log) {
  report::WorkTold told;
  told.queued = [&log](const PlannedRun& run, std::int64_t jobs) { log.queued(run, jobs); };
  told.missed = [&log](const PlannedRun& run) { log.missed(run); };
  told.made = [&log](const CrewEvent& event) { log.made(event); };
  return told;
}

// What runs by itself is kept by a journal: a plugin's own words may hold somebody's data. `job
// list` has them.
std::vector<report::ReportResult> without_words(std::vector<report::ReportResult> results) {
  for (report::ReportResult& result : results) {
    result.log.clear();
    if (!result.fault.empty()) result.reasons = {result.fault};
  }
  return results;
}

Json to_json(const PlannedRun& run) {
  return {{"schedule", run.schedule},           {"report", run.report},  {"planned", run.planned},
          {"reporting_year", run.year.value()}, {"late", run.late},      {"as_of", run.as_of},
          {"institutes", run.institutes},       {"unknown", run.unknown}};
}

void show(const std::vector<PlannedRun>& runs, const char* what, const Output& output) {
  for (const PlannedRun& run : runs) {
    output.line(fmt::format("{} {}：{} {} 年度，计划时间 {}，已过 {}，{} 个研究所", what,
                            run.schedule, run.report, run.year.value(), run.planned,
                            lateness_label(run.late), run.institutes.size()));
    for (const std::string& code : run.unknown)
      output.warning(fmt::format("{} 中的机构 '{}' 不是研究所", run.schedule, code));
  }
}

int show_plan(const report::DueRuns& runs, const Output& output) {
  if (output.json()) {
    Json due = Json::array(), missed = Json::array();
    for (const PlannedRun& run : runs.due) due.push_back(to_json(run));
    for (const PlannedRun& run : runs.missed) missed.push_back(to_json(run));
    output.print({{"due", due}, {"missed", missed}});
    return kDone;
  }
  show(runs.due, "将执行", output);
  show(runs.missed, "已错过（可用 schedule backfill 补做）", output);
  if (runs.due.empty()) output.line("现在没有到期的定时任务");
  return kDone;
}

Json told(const report::Job& job) {
  Json one = json::to_json(job);
  one["reason"] = text_or_null(with_way("report", job.reason));
  return one;
}

constexpr std::pair<const char*, const char*> kStates[] = {
    {"waiting", "等待"}, {"running", "在做"}, {"done", "做完"}, {"parked", "搁置"}};

std::string label_of(const std::string& state) {
  for (const auto& [word, label] : kStates) {
    if (state == word) return label;
  }
  return state;
}

struct StateCount {
  const char* state;
  const char* label;
  std::int64_t count;
};

// How many there are of each state, in the order in which a job goes through them.
std::vector<StateCount> summed_up(const std::vector<report::Job>& jobs) {
  std::vector<StateCount> counts;
  for (const auto& [state, label] : kStates) {
    counts.push_back({state, label, 0});
    for (const report::Job& job : jobs) counts.back().count += job.state == state ? 1 : 0;
  }
  return counts;
}

void show(const std::vector<report::Job>& jobs, const Output& output) {
  if (output.json()) {
    Json all = Json::array();
    for (const report::Job& job : jobs) all.push_back(told(job));
    Json counts = Json::object();
    for (const auto& [state, label, count] : summed_up(jobs)) counts[state] = count;
    return output.print({{"jobs", all}, {"counts", counts}});
  }
  Table table{{"任务", "年度", "机构编码", "报表", "状态", "失败次数", "原因"}, {}};
  for (const report::Job& job : jobs) {
    table.rows.push_back({job.key.schedule, std::to_string(job.key.year.value()), job.key.org,
                          job.key.report, label_of(job.state), std::to_string(job.attempts),
                          with_way("report", job.reason.substr(0, job.reason.find('\n')))});
  }
  if (!jobs.empty()) output.table(table);
  std::vector<std::string> words;
  for (const auto& [state, label, count] : summed_up(jobs))
    words.push_back(fmt::format("{} {} 个", label, count));
  output.line(fmt::format("共 {} 个任务：{}", jobs.size(), base::join(words, "，")));
}

}  // namespace

int run_schedule_run_due(Invocation& invocation) {
  if (invocation.has(Option::kDryRun))
    return show_plan(report::look_at_due(invocation.session()), invocation.output);
  EventLog log(invocation.output);
  auto results =
      without_words(report::run_due(invocation.session(), options_of(invocation), told_by(log)));
  if (results.empty()) invocation.output.talk("没有到期的报表；等待中和已搁置的任务见 job list");
  return finish_reports(results, invocation.output);
}

int run_schedule_backfill(Invocation& invocation) {
  std::string id = invocation.arguments.empty() ? "" : invocation.arguments[0];
  if (invocation.has(Option::kDryRun)) {
    report::DueRuns runs;
    runs.due = report::look_at_backfill(invocation.session(), *invocation.year, id);
    return show_plan(runs, invocation.output);
  }
  EventLog log(invocation.output);
  auto results = without_words(report::backfill(invocation.session(), *invocation.year, id,
                                                options_of(invocation), told_by(log)));
  if (results.empty()) invocation.output.talk("没有做任何报表：别的进程正在做；见 job list");
  return finish_reports(results, invocation.output);
}

namespace {

int work(Invocation& invocation, EventLog& log) {
  report::WorkOptions options = options_of(invocation);
  session::Session& session = invocation.session();
  log.started(options.threads);
  report::run_worker(session, options, told_by(log));
  for (const session::Notice& notice : session.take_notices()) log.noticed(notice);
  log.stopped();
  return kDone;
}

}  // namespace

// A journal reads what it says.
int run_worker(Invocation& invocation) {
  EventLog log(invocation.output);
  return log.end_of([&] { return work(invocation, log); });
}

int run_job_list(Invocation& invocation) {
  std::string state = invocation.text(Option::kState);
  if (!state.empty() && label_of(state) == state)
    throw UsageError{fmt::format("--in-state {}: not waiting, running, done or parked", state)};
  session::Session& session = invocation.session();
  show(report::list_jobs(session, state), invocation.output);
  return kDone;
}

int run_job_retry(Invocation& invocation) {
  session::Session& session = invocation.session();
  bool dry_run = invocation.has(Option::kDryRun);
  show(report::retry_jobs(session, invocation.arguments, dry_run), invocation.output);
  if (dry_run) invocation.output.talk("试运行：以上任务没有重做");
  return kDone;
}

}  // namespace xueshi::cli
