#include "cli/event_log.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>

#include "base/blocker.h"
#include "base/error.h"
#include "base/finding.h"
#include "cli/command.h"
#include "cli/report_output.h"
#include "cli/ways.h"
#include "json/reports.h"
#include "session/wrong_files.h"

namespace xueshi::cli {

namespace {

// By the machine's own clock: a log is read beside other logs.
std::string timestamp() {
  auto now = std::chrono::system_clock::now();
  auto milliseconds =
      std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count() % 1000;
  return fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z",
                     fmt::gmtime(std::chrono::system_clock::to_time_t(now)), milliseconds);
}

Json fields_of(const report::PlannedRun& run) {
  return {{"schedule", run.schedule}, {"report", run.report}, {"reporting_year", run.year.value()},
          {"planned", run.planned},   {"late", run.late},     {"as_of", run.as_of}};
}

// Why there is no workbook, without anybody's data; a plugin's own words may hold some.
std::string reason_of(const report::ReportResult& result) {
  if (!result.fault.empty()) return result.fault;
  return result.reasons.empty() ? "" : with_way("report", result.reasons.front());
}

// Of the first report that is the job's trouble.
std::string reason_of(const report::Outcome& outcome) {
  for (const report::ReportResult& result : outcome.results) {
    if (!result.made()) return fmt::format("{}: {}", result.report, reason_of(result));
  }
  return "";
}

std::string name_of(const report::PlannedRun& run) {
  return fmt::format("{} {} {}", run.schedule, run.report, run.year.value());
}

}  // namespace

std::string lateness_label(const std::string& late) {
  static constexpr std::pair<const char*, const char*> kUnits[] = {
      {" d", " 天"}, {" h", " 小时"}, {" min", " 分钟"}};
  for (const auto& [unit, label] : kUnits) {
    if (late.ends_with(unit)) return late.substr(0, late.rfind(' ')) + label;
  }
  return late;
}

EventLog::EventLog(Output& output) : output_(output), is_terminal_(isatty(STDERR_FILENO) != 0) {}

void EventLog::tell(const char* level, const char* event, const Json& fields,
                    const std::string& sentence) {
  std::lock_guard lock(mutex_);
  if (is_terminal_) return output_.talk(sentence);
  Json line = {{"at", timestamp()}, {"level", level}, {"event", event}};
  line.update(fields);
  // A folder's name may be anything.
  output_.talk(line.dump(-1, ' ', false, Json::error_handler_t::replace));
}

void EventLog::started(int threads) {
  tell("info", "started", {{"pid", ::getpid()}, {"threads", threads}},
       fmt::format("开始工作（{} 个线程）；用 SIGTERM 停止", threads));
}

void EventLog::stopped() { tell("info", "stopped", Json::object(), "已停止；手头的任务都已做完"); }

void EventLog::failed(const std::string& code, const std::string& message) {
  std::string sentence = with_way(code, message);
  tell("error", "failed_to_work", {{"code", code}, {"message", sentence}}, sentence);
}

int EventLog::end_of(const std::function<int()>& work) {
  try {
    return work();
  } catch (const base::Refused& refused) {
    for (const base::Blocker& blocker : refused.blockers()) failed(blocker.code, blocker.message);
    return kRefused;
  } catch (const session::WrongFiles& wrong) {
    for (const base::Finding& finding : wrong.findings().kept())
      failed(finding.code, base::render(finding));
    return kRefused;
  } catch (const base::Error& error) {
    failed(error.code(), error.what());
    return kCouldNot;
  }
}

void EventLog::fault(const std::string& message) {
  tell("error", "fault", {{"message", message}}, message);
}

void EventLog::noticed(const session::Notice& notice) {
  std::string sentence = with_way(notice.code, notice.message);
  tell("warning", "notice", {{"code", notice.code}, {"message", sentence}}, "警告：" + sentence);
}

void EventLog::queued(const report::PlannedRun& run, std::int64_t jobs) {
  Json fields = fields_of(run);
  fields["jobs"] = jobs;
  tell("info", "queued", fields,
       fmt::format("{}：{} 个任务，计划时间 {}，已过 {}，数据截至 {}", name_of(run), jobs,
                   run.planned, lateness_label(run.late), run.as_of));
  for (const std::string& code : run.unknown) {
    tell("warning", "unknown_institute", {{"schedule", run.schedule}, {"org", code}},
         fmt::format("{} 中的机构 '{}' 不是研究所", run.schedule, code));
  }
}

void EventLog::listening(const std::string& place, int workers) {
  tell("info", "listening", {{"place", place}, {"workers", workers}, {"pid", ::getpid()}},
       fmt::format("在 {} 上等待访问", place));
}

// The pattern of the route, never the address, which holds names and numbers.
void EventLog::answered(const http::Answered& answered) {
  const char* method = answered.method == http::Method::kPost   ? "POST"
                       : answered.method == http::Method::kHead ? "HEAD"
                                                                : "GET";
  Json fields = {
      {"method", method},        {"route", answered.route},     {"status", answered.status},
      {"bytes", answered.bytes}, {"ms", answered.milliseconds}, {"number", answered.number}};
  if (!answered.why.empty()) fields["why"] = answered.why;
  tell(answered.status < 500 ? "info" : "error", "answered", fields,
       fmt::format("{} {} {}", method, answered.route, answered.status));
}

void EventLog::missed(const report::PlannedRun& run) {
  tell("warning", "missed", fields_of(run),
       fmt::format("{}：已错过（计划时间 {}，已过 {}），可用 schedule backfill --year {} 补做",
                   name_of(run), run.planned, lateness_label(run.late), run.year.value()));
}

void EventLog::made(const report::CrewEvent& event) {
  if (event.kind == report::CrewEvent::Kind::kAway) {
    tell("error", "database_away", {{"message", event.message}}, event.message);
  } else if (event.kind == report::CrewEvent::Kind::kWrong) {
    tell("error", "wrong_files", {{"message", event.message}}, event.message);
  } else if (event.kind == report::CrewEvent::Kind::kNotice) {
    noticed({event.code, event.message});
  } else if (event.kind == report::CrewEvent::Kind::kLost) {
    const report::JobKey& key = event.outcome.job.key;
    tell("warning", "lease_lost",
         {{"schedule", key.schedule}, {"org", key.org}, {"report", key.report}},
         fmt::format("{} {}：租约已失，由别的进程完成", key.org, key.report));
  } else {
    made(event.outcome);
  }
}

void EventLog::made(const report::Outcome& outcome) {
  const report::Job& job = outcome.job;
  for (const report::ReportResult& result : outcome.results) {
    Json fields = {{"schedule", job.key.schedule},
                   {"reporting_year", job.key.year.value()},
                   {"org", result.org},
                   {"report", result.report}};
    if (result.made()) {
      fields["file"] = result.path;
      fields["revision"] = result.revision;
      fields["receipt"] = result.receipt;
    }
    if (!result.made()) fields["reason"] = reason_of(result);
    tell(result.made() ? "info" : "warning", json::word(result.status), fields,
         sentence_of(result));
  }
  if (job.state == report::job_state::kParked) {
    tell("error", "parked",
         {{"schedule", job.key.schedule},
          {"reporting_year", job.key.year.value()},
          {"org", job.key.org},
          {"report", job.key.report},
          {"attempts", job.attempts},
          {"reason", reason_of(outcome)}},
         fmt::format("{} {}：已搁置（{}），处理后请执行 job retry {}", job.key.org, job.key.report,
                     job.reason, job.key.org));
  }
}

}  // namespace xueshi::cli
