// Maker: makes jobs that were taken, one after the other, and publishes them. One per thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "report/press.h"
#include "report/report_result.h"
#include "session/session.h"
#include "store/jobs.h"

namespace xueshi::report {

// As faces say them.
using store::Job;
using store::JobKey;
namespace job_state = store::job_state;

// When a job that failed is tried again.
struct Retries {
  std::int64_t most = 5;                            // attempts; then it is parked
  std::chrono::milliseconds pause{5'000};           // before the second one
  std::int64_t growth = 5;                          // each further pause is so much longer
  std::chrono::milliseconds look_again{3'600'000};  // for people who are not ready
  // Before the attempt after `attempts` failed ones; twelve hours at most.
  std::chrono::milliseconds pause_after(std::int64_t attempts) const;
};

struct Outcome {
  store::Job job;  // as it stands now
  std::vector<ReportResult> results;
  bool is_lost = false;  // somebody else has the job by now: nothing was published here
};

class Maker {
 public:
  // `out`: where the workbooks of jobs without a folder go, and how it is shown.
  Maker(session::Session& session, std::string out, Retries retries);

  // Requires: the caller keeps the job's lease up (Leases::Kept). Makes the job and publishes what
  // could be made; whatever goes wrong with it becomes the job's reason, and it is tried again or
  // parked. Throws base::Error only where the database cannot be written: then the job is still
  // held (give_up).
  Outcome make(const store::Job& job);

  // Writes that an attempt failed; on a connection that works.
  Outcome give_up(const store::Job& job, const std::string& reason);

 private:
  std::vector<Made> attempt(const store::Job& job, std::string& failure);
  store::Job ended(store::Job job, const std::vector<Made>& made, const std::string& failure);

  session::Session& session_;
  Retries retries_;
  Press press_;
};

}  // namespace xueshi::report
