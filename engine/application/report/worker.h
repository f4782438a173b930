// Worker: what runs by itself – schedules are put into the queue when they are due, and the queue
// is worked off; by several workers on several machines at once, each job once.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "report/crew.h"
#include "report/due.h"
#include "report/report_result.h"
#include "session/settings.h"

namespace xueshi::report {

struct WorkOptions {
  int threads = 1;
  std::chrono::milliseconds lease{60'000};
  std::chrono::milliseconds pause{5'000};  // before the first retry of a job that failed
  std::function<bool()> should_stop;       // then what was begun is finished, and nothing else
};

// What there is to tell, as it happens; called by one thread at a time.
struct WorkTold {
  std::function<void(const PlannedRun&, std::int64_t jobs)> queued;
  std::function<void(const PlannedRun&)> missed;  // told once
  OnCrewEvent made;
};

// What the schedules ask for now. For academy administrators and the operator, as everything here.
DueRuns look_at_due(session::Session& session);
// What a backfill of a reporting year would run.
std::vector<PlannedRun> look_at_backfill(session::Session& session, base::Year year,
                                         const std::string& id);

// Queues what is due, then works the queue off. Returns what came of every job last; jobs that wait
// for people are left in the queue.
std::vector<ReportResult> run_due(session::Session& session, const WorkOptions& options,
                                  const WorkTold& told);
// The same for a reporting year, whatever is due; also again.
std::vector<ReportResult> backfill(session::Session& session, base::Year year,
                                   const std::string& id, const WorkOptions& options,
                                   const WorkTold& told);
// Queues what is due every minute and works the queue off, until should_stop().
void run_worker(session::Session& session, const WorkOptions& options, const WorkTold& told);

// The jobs in reach, of one state or (empty) of all.
std::vector<store::Job> list_jobs(session::Session& session, const std::string& state);
// A page of them.
using store::JobPage;
using store::JobRows;
JobRows leaf_jobs(session::Session& session, const JobPage& page);
// Takes the parked and waiting scheduled jobs of these institutes up again (none given: of all in
// reach); returns them. Refuses "job.none" where there is none. With `dry_run` nothing is kept.
std::vector<store::Job> retry_jobs(session::Session& session, const std::vector<std::string>& orgs,
                                   bool dry_run);

}  // namespace xueshi::report
