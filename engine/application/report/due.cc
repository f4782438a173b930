#include "report/due.h"

#include <fmt/format.h>

#include <algorithm>

#include "report/schedules.h"
#include "store/jobs.h"

namespace xueshi::report {

namespace {

using schedule::Moment;
using schedule::Occurrence;
using schedule::Schedule;

PlannedRun run_of(session::Session& session, const Schedule& schedule, const Occurrence& occurrence,
                  std::chrono::seconds lateness) {
  PlannedRun run;
  run.schedule = schedule.id;
  run.report = schedule.report;
  run.planned = schedule::render_planned(occurrence);
  run.year = occurrence.reporting_year;
  run.late = schedule::render_lateness(lateness);
  run.as_of = base::render(session.clock().now());
  run.queues_up = schedule.overlap == schedule::Overlap::kQueue;
  auto left = std::max(schedule.catch_up - lateness, std::chrono::seconds(0));
  run.wait_for_people = std::chrono::milliseconds(left).count();
  for (const academy::Org* institute : session.tree().institutes()) {
    const std::vector<std::string>& chosen = schedule.institutes;
    if (chosen.empty() || std::find(chosen.begin(), chosen.end(), institute->code) != chosen.end())
      run.institutes.push_back(institute->code);
  }
  for (const std::string& code : schedule.institutes) {
    if (std::find(run.institutes.begin(), run.institutes.end(), code) == run.institutes.end())
      run.unknown.push_back(code);
  }
  return run;
}

std::vector<schedule::Queued> queued_of(session::Session& session, const Schedule& schedule) {
  std::vector<schedule::Queued> queued;
  for (const store::QueuedRun& run : store::fetch_occurrences(session.database(), schedule.id)) {
    if (auto planned = schedule::parse_planned(run.planned)) queued.push_back({*planned, run.year});
  }
  return queued;
}

std::chrono::seconds lateness_of(const Occurrence& occurrence, Moment now) {
  return std::max(now - occurrence.planned, std::chrono::seconds(0));
}

// Whether the run before, about the same year, still goes on.
bool goes_on(session::Session& session, const PlannedRun& run) {
  return std::any_of(run.institutes.begin(), run.institutes.end(), [&](const std::string& org) {
    auto job = store::find_job(session.database(), {run.schedule, run.year, org, run.report});
    return job &&
           (job->state == store::job_state::kWaiting || job->state == store::job_state::kRunning);
  });
}

}  // namespace

DueRuns find_due(session::Session& session, const std::vector<Schedule>& schedules) {
  Moment now = schedule::moment_of(session.clock().now());
  DueRuns runs;
  for (const Schedule& schedule : schedules) {
    schedule::Decision decision = schedule::decide(schedule, queued_of(session, schedule), now);
    for (const schedule::Late& late : decision.due) {
      PlannedRun run = run_of(session, schedule, late.occurrence, late.lateness);
      if (!run.queues_up || !goes_on(session, run)) runs.due.push_back(std::move(run));
    }
    for (const schedule::Late& late : decision.missed)
      runs.missed.push_back(run_of(session, schedule, late.occurrence, late.lateness));
  }
  return runs;
}

std::vector<PlannedRun> find_about(session::Session& session,
                                   const std::vector<Schedule>& schedules, base::Year year,
                                   const std::string& id) {
  if (!id.empty()) require_schedule(schedules, id);
  Moment now = schedule::moment_of(session.clock().now());
  std::vector<PlannedRun> runs;
  for (const Schedule& schedule : schedules) {
    if (!id.empty() && schedule.id != id) continue;
    std::vector<Occurrence> about = schedule::occurrences_about(schedule, year);
    if (about.empty()) continue;
    // The newest that has passed says all that older ones would.
    auto last = std::find_if(about.rbegin(), about.rend(),
                             [&](const Occurrence& each) { return each.planned <= now; });
    // One that is still to come keeps its time: made early, it would not run then.
    if (last == about.rend()) continue;
    runs.push_back(run_of(session, schedule, *last, lateness_of(*last, now)));
  }
  if (runs.empty()) {
    throw base::Refused("schedule.no-run",
                        fmt::format("没有关于 {} 年度的、已到时间的定时任务；提前生成请直接"
                                    "导出年终报表",
                                    year.value()));
  }
  return runs;
}

std::int64_t queue_run(session::Session& session, const PlannedRun& run, bool again) {
  std::int64_t queued = 0;
  database::retried([&] {
    queued = 0;
    database::Transaction transaction(session.database(), database::Transaction::Mode::kDecide);
    std::int64_t now = store::real_now(session.database());
    bool is_new = store::save_occurrence(transaction, run.schedule, run.planned, run.year, now);
    if (!is_new && !again) return;
    for (const std::string& org : run.institutes) {
      store::Job job;
      job.key = {run.schedule, run.year, org, run.report};
      job.planned = run.planned;
      job.wait_until = now + run.wait_for_people;
      // What waits is made now where it is wanted again.
      bool is_taken_up =
          store::queue_job(transaction, job) || (again && store::retry_job(transaction, job.key));
      queued += is_taken_up ? 1 : 0;
    }
    transaction.commit();
  });
  return queued;
}

}  // namespace xueshi::report
