#include "report/maker.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/blocker.h"
#include "base/error.h"
#include "base/text.h"
#include "report/publish.h"

namespace xueshi::report {

namespace {

using store::Job;
namespace state = store::job_state;

std::string first_reason(const std::vector<Made>& made, ReportStatus status) {
  for (const Made& one : made) {
    if (one.result.status != status || one.result.reasons.empty()) continue;
    return fmt::format("{}：{}", one.result.report, one.result.reasons.front());
  }
  return "";
}

bool any(const std::vector<Made>& made, ReportStatus status) {
  return std::any_of(made.begin(), made.end(),
                     [&](const Made& one) { return one.result.status == status; });
}

Made failed(const Job& job, const std::string& reason) {
  Made one;
  one.result.org = job.key.org;
  one.result.report = job.key.report;
  one.result.status = ReportStatus::kFailed;
  one.result.reasons = {reason};
  return one;
}

}  // namespace

std::chrono::milliseconds Retries::pause_after(std::int64_t attempts) const {
  constexpr std::chrono::milliseconds kLongest{store::kFarthest / 2};
  std::chrono::milliseconds wait = std::min(pause, kLongest);
  for (std::int64_t i = 1; i < attempts; ++i) wait = std::min(wait * growth, kLongest);
  return wait;
}

Maker::Maker(session::Session& session, std::string out, Retries retries)
    : session_(session), retries_(retries), press_(session, std::move(out)) {}

// A full disk, a wrong rules file, a plugin's process that cannot start: this job's trouble, not
// the next one's. A database that is gone is everybody's.
std::vector<Made> Maker::attempt(const Job& job, std::string& failure) {
  try {
    session_.policy(job.key.year);
    return press_.make(job.key.report, job.key.year, job.key.org);
  } catch (const base::Error& error) {
    if (error.kind() == base::ErrorKind::kDatabase) throw;
    failure = error.what();
    std::vector<Made> made;
    made.push_back(failed(job, failure));
    made.back().result.could_not = true;
    return made;
  } catch (const session::WrongFiles& wrong) {
    failure = base::render(wrong.findings(), "\n");
  } catch (const base::Refused& refused) {
    failure = base::join_messages(refused.blockers());
  } catch (const std::filesystem::filesystem_error& error) {
    failure = error.what();
  }
  std::vector<Made> made;
  made.push_back(failed(job, failure));
  return made;
}

// As the job shall stand after this attempt.
Job Maker::ended(Job job, const std::vector<Made>& made, const std::string& failure) {
  bool has_failed = !failure.empty() || any(made, ReportStatus::kFailed);
  std::int64_t now = store::real_now(session_.database());
  job.not_before = 0;
  if (has_failed) {
    ++job.attempts;
    job.reason = failure.empty() ? first_reason(made, ReportStatus::kFailed) : failure;
    job.state = job.attempts < retries_.most ? state::kWaiting : state::kParked;
    job.not_before = now + retries_.pause_after(job.attempts).count();
  } else if (any(made, ReportStatus::kNotReady)) {
    job.reason = first_reason(made, ReportStatus::kNotReady);
    job.attempts = 0;
    job.state = now < job.wait_until ? state::kWaiting : state::kParked;
    job.not_before = now + retries_.look_again.count();
  } else {
    job.reason.clear();
    job.state = state::kDone;
  }
  return job;
}

Outcome Maker::make(const Job& job) {
  std::string failure;
  std::vector<Made> made = attempt(job, failure);
  Job end = ended(job, made, failure);
  try {
    auto results = publish(session_, end, press_.folder(), made);
    if (!results) return {job, {}, true};
    return {end, std::move(*results), false};
  } catch (const base::Error& error) {
    if (error.kind() == base::ErrorKind::kDatabase || error.kind() == base::ErrorKind::kConflict)
      throw;
    Outcome outcome = give_up(job, error.what());
    for (ReportResult& result : outcome.results) result.could_not = true;
    return outcome;
  }
}

Outcome Maker::give_up(const Job& job, const std::string& reason) {
  std::vector<Made> made;
  made.push_back(failed(job, reason));
  Job end = ended(job, made, reason);
  auto results = publish(session_, end, press_.folder(), made);
  if (!results) return {job, {}, true};
  return {end, std::move(*results), false};
}

}  // namespace xueshi::report
