#include "app/worker.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "app/schedules.h"

namespace xueshi::app {

namespace {

using academy::Role;

// Between two looks at the schedules.
constexpr std::chrono::seconds kLook{60};

void require_queue_role(const Session& session) {
  session.require_role({Role::kAcademyAdmin}, "办理定时任务");
}

CrewOptions crew_options(const Settings& settings, const WorkOptions& options) {
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

std::vector<ReportResult> work_queue_off(const Settings& settings, const WorkOptions& options,
                                         const WorkTold& told) {
  LastOutcomes outcomes;
  work_off(
      settings, crew_options(settings, options), options.should_stop, [](Session&) {},
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

  void look(Session& session) {
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

DueRuns look_at_due(const Settings& settings) {
  Session session(settings);
  require_queue_role(session);
  return find_due(session, load_schedules(session.home()));
}

std::vector<PlannedRun> look_at_backfill(const Settings& settings, base::Year year,
                                         const std::string& id) {
  Session session(settings);
  require_queue_role(session);
  return find_about(session, load_schedules(session.home()), year, id);
}

std::vector<ReportResult> run_due(const Settings& settings, const WorkOptions& options,
                                  const WorkTold& told) {
  {
    Session session(settings);
    require_queue_role(session);
    Watch(told).look(session);
  }
  return work_queue_off(settings, options, told);
}

std::vector<ReportResult> backfill(const Settings& settings, base::Year year, const std::string& id,
                                   const WorkOptions& options, const WorkTold& told) {
  {
    Session session(settings);
    require_queue_role(session);
    for (const PlannedRun& run : find_about(session, load_schedules(session.home()), year, id))
      told.queued(run, queue_run(session, run, true));
  }
  return work_queue_off(settings, options, told);
}

void run_worker(const Settings& settings, const WorkOptions& options, const WorkTold& told) {
  Session(settings).require_role({Role::kAcademyAdmin}, "办理定时任务");
  CrewOptions crew = crew_options(settings, options);
  crew.for_good = true;
  Watch watch(told);
  work_off(
      settings, crew, options.should_stop, [&](Session& session) { watch.look(session); },
      told.made);
}

std::vector<store::Job> list_jobs(Session& session, const std::string& state) {
  session.require_role({Role::kInstituteAdmin, Role::kAcademyAdmin}, "查看报表任务");
  return store::fetch_jobs(session.database(), session.scope(), state);
}

std::vector<store::Job> retry_jobs(Session& session, const std::vector<std::string>& orgs) {
  require_queue_role(session);
  std::vector<store::Job> taken_up;
  store::retried([&] {
    taken_up.clear();
    store::Transaction transaction(session.database(), store::Transaction::Mode::kDecide);
    for (const store::Job& job : store::fetch_jobs(session.database(), session.scope(), "")) {
      bool is_wanted =
          orgs.empty() || std::find(orgs.begin(), orgs.end(), job.key.org) != orgs.end();
      bool is_manual = job.key.is_manual();
      if (is_wanted && !is_manual && store::retry_job(transaction, job.key))
        taken_up.push_back(*store::find_job(session.database(), job.key));
    }
    transaction.commit();
  });
  if (taken_up.empty())
    throw base::Refused("job.none",
                        "没有可以重做的定时任务，请用 job list 查看；"
                        "自己执行的报表请再执行一次");
  return taken_up;
}

}  // namespace xueshi::app
