#include "report/worker.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "report/schedules.h"

namespace xueshi::report {

namespace {

// Between two looks at the schedules.
constexpr std::chrono::seconds kLook{60};

void require_queue_role(const session::Session& session) {
  session.require_right(academy::Right::kRunSchedules);
}

CrewOptions crew_options(const session::Settings& settings, const WorkOptions& options) {
  CrewOptions crew;
  crew.threads = options.threads;
  crew.out = settings.value("reports");
  crew.lease = options.lease;
  crew.retries.pause = options.pause;
  return crew;
}

// What came of every job last, in order of schedule, year, institute and report.
class LastOutcomes {
 public:
  void add(const CrewEvent& event) {
    if (event.kind != CrewEvent::Kind::kEnded) return;
    const store::JobKey& key = event.outcome.job.key;
    last_[{key.schedule, key.year.value(), key.org, key.report}] = event.outcome.results;
  }
  std::vector<ReportResult> results() const {
    std::vector<ReportResult> all;
    for (const auto& [key, results] : last_) all.insert(all.end(), results.begin(), results.end());
    return all;
  }

 private:
  std::map<std::tuple<std::string, int, std::string, std::string>, std::vector<ReportResult>> last_;
};

std::vector<ReportResult> work_queue_off(session::Session& session, const WorkOptions& options,
                                         const WorkTold& told) {
  LastOutcomes outcomes;
  work_off(
      session.workplace(), crew_options(session.settings(), options), options.should_stop,
      [](session::Session&) {},
      [&](const CrewEvent& event) {
        outcomes.add(event);
        told.made(event);
      });
  return outcomes.results();
}

// Looks at the schedules when it is time to.
class Watch {
 public:
  explicit Watch(const WorkTold& told) : told_(told) {}

  void look(session::Session& session) {
    auto now = std::chrono::steady_clock::now();
    if (looked_ && now - *looked_ < kLook) return;
    looked_ = now;
    DueRuns runs = find_due(session, load_schedules(session.home()));
    for (const PlannedRun& run : runs.due) {
      std::int64_t jobs = queue_run(session, run, false);
      if (jobs > 0) told_.queued(run, jobs);
    }
    for (const PlannedRun& run : runs.missed) {
      if (missed_.insert({run.schedule, run.planned}).second) told_.missed(run);
    }
  }

 private:
  const WorkTold& told_;
  std::optional<std::chrono::steady_clock::time_point> looked_;
  std::set<std::pair<std::string, std::string>> missed_;
};

}  // namespace

DueRuns look_at_due(session::Session& session) {
  require_queue_role(session);
  return find_due(session, load_schedules(session.home()));
}

std::vector<PlannedRun> look_at_backfill(session::Session& session, base::Year year,
                                         const std::string& id) {
  require_queue_role(session);
  return find_about(session, load_schedules(session.home()), year, id);
}

std::vector<ReportResult> run_due(session::Session& session, const WorkOptions& options,
                                  const WorkTold& told) {
  {
    require_queue_role(session);
    Watch(told).look(session);
  }
  return work_queue_off(session, options, told);
}

std::vector<ReportResult> backfill(session::Session& session, base::Year year,
                                   const std::string& id, const WorkOptions& options,
                                   const WorkTold& told) {
  {
    require_queue_role(session);
    for (const PlannedRun& run : find_about(session, load_schedules(session.home()), year, id))
      told.queued(run, queue_run(session, run, true));
  }
  return work_queue_off(session, options, told);
}

void run_worker(session::Session& session, const WorkOptions& options, const WorkTold& told) {
  require_queue_role(session);
  CrewOptions crew = crew_options(session.settings(), options);
  crew.for_good = true;
  Watch watch(told);
  work_off(
      session.workplace(), crew, options.should_stop,
      [&](session::Session& session) { watch.look(session); }, told.made);
}

std::vector<store::Job> list_jobs(session::Session& session, const std::string& state) {
  session.require_right(academy::Right::kLookJobs);
  return store::fetch_jobs(session.database(), session.scope(), state);
}

JobRows leaf_jobs(session::Session& session, const JobPage& page) {
  session.require_right(academy::Right::kLookJobs);
  database::Transaction snapshot(session.database(), database::Transaction::Mode::kSnapshot);
  return store::fetch_job_page(session.database(), session.scope(), page);
}

std::vector<store::Job> retry_jobs(session::Session& session, const std::vector<std::string>& orgs,
                                   bool dry_run) {
  require_queue_role(session);
  std::vector<store::Job> taken_up;
  database::retried([&] {
    taken_up.clear();
    database::Transaction transaction(session.database(), database::Transaction::Mode::kDecide);
    for (const store::Job& job : store::fetch_jobs(session.database(), session.scope(), "")) {
      bool is_wanted =
          orgs.empty() || std::find(orgs.begin(), orgs.end(), job.key.org) != orgs.end();
      bool is_manual = job.key.is_manual();
      if (is_wanted && !is_manual && store::retry_job(transaction, job.key))
        taken_up.push_back(*store::find_job(session.database(), job.key));
    }
    if (!dry_run) transaction.commit();
  });
  if (taken_up.empty())
    throw base::Refused("job.none", "没有可以重做的定时任务；自己执行的报表请再执行一次");
  return taken_up;
}

}  // namespace xueshi::report
