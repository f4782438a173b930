// Jobs: what is to be made, who is making it, and what came of it.
//
// A job is unique by (schedule, reporting year, institute, report). Whoever takes one gets a lease
// and a fence: a number that grows with every taking. A lease that is not kept up is lost, and the
// job goes to the next; whoever comes back late then has a fence that no longer holds
// (hold_job). Moments are milliseconds since 1970, never `--now`.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "academy/scope.h"
#include "base/date.h"
#include "database/database.h"

namespace xueshi::store {

// How the schedule of what a person asked for begins; its folder follows.
inline constexpr const char* kManual = "manual:";

// No pause and no lease may be longer: a moment further ahead was written by a clock that was
// wrong.
inline constexpr std::int64_t kFarthest = std::int64_t{24} * 3600 * 1000;

struct JobKey {
  std::string schedule;  // its id; "manual:<folder>" for what a person asked for
  base::Year year;       // the reporting year
  std::string org;       // code of the institute
  std::string report;    // "year-end", or the name of one report

  bool is_manual() const { return schedule.starts_with(kManual); }
  bool operator==(const JobKey&) const = default;
};

namespace job_state {
inline constexpr std::string_view kWaiting = "waiting";
inline constexpr std::string_view kRunning = "running";
inline constexpr std::string_view kDone = "done";
inline constexpr std::string_view kParked = "parked";  // given up, `reason` says why
}  // namespace job_state

struct Job {
  JobKey key;
  std::string folder;   // where its workbooks go; empty: the folder of whoever makes it
  std::string planned;  // when its run was due, local time; empty: by hand
  std::string state{job_state::kWaiting};
  std::int64_t run = 0;         // counts how often it was asked for
  std::int64_t attempts = 0;    // failed ones of this run
  std::int64_t not_before = 0;  // it waits until then
  std::int64_t wait_until = 0;  // how long it is tried again because people are not ready; 0: never
  std::int64_t fence = 0;       // counts the takings
  std::string holder;           // who has it, where it runs
  std::int64_t lease_until = 0;
  std::string reason;  // Chinese: why it waits or was given up
};

// The moment by the clock that leases go by: the server's on PostgreSQL, the machine's on SQLite.
std::int64_t real_now(database::Database& database);

// What is asked for: a new job, or a further run of one that ended. False where it still waits or
// runs: then nothing is changed.
bool queue_job(database::Transaction& transaction, const Job& job);
// Takes a parked or waiting job up again at once, as if it had not failed. False where it is none.
bool retry_job(database::Transaction& transaction, const JobKey& key);

// Remembers that a run of a schedule was put into the queue; false where it was before.
bool save_occurrence(database::Transaction& transaction, std::string_view schedule,
                     std::string_view planned, base::Year year, std::int64_t now);
struct QueuedRun {
  std::string planned;
  base::Year year;
};
// The runs of a schedule that were put into the queue, as planned.
std::vector<QueuedRun> fetch_occurrences(database::Database& database, std::string_view schedule);

// Who takes, and for how long.
struct Taker {
  std::string holder;
  std::int64_t lease = 0;  // milliseconds
};
// The next scheduled job that may be made: waiting and due, or running on a lease that ran out (or
// that ends further ahead than any lease is long: a clock was put back). Several takers get several
// jobs (PostgreSQL: `for update skip locked`). Absent where there is none.
std::optional<Job> take_job(database::Transaction& transaction, const Taker& taker,
                            std::int64_t now);
// The same for one job, whatever its schedule.
std::optional<Job> take_job(database::Transaction& transaction, const JobKey& key,
                            const Taker& taker, std::int64_t now);

// Prolongs the lease; false where the job is somebody else's by now.
bool prolong_lease(database::Transaction& transaction, const Job& job, std::int64_t until);
// Locks the job until the end of the transaction; false where it is somebody else's by now: then
// nothing that was made of it may be published.
bool hold_job(database::Transaction& transaction, const Job& job);
// Writes state, attempts, not_before and reason of a job that is held. Requires: hold_job.
void save_job(database::Transaction& transaction, const Job& job);
// Gives a job whose holder is dead back to the queue. False where it is somebody else's by now.
bool release_job(database::Transaction& transaction, const Job& job);

// Jobs of one kind of state (empty: all) whose institute lies in the scope, by schedule, year,
// institute and report.
std::vector<Job> fetch_jobs(database::Database& database, const academy::Scope& scope,
                            std::string_view state);
// The same as a list that somebody leafs through.
struct JobPage {
  std::string state;            // empty: all
  std::string org;              // part of the institute's code; empty: all
  std::optional<JobKey> after;  // the last one before the page; absent: see `begin`
  std::int64_t begin = 0;       // of the first row; beyond the end is the last page
  std::int64_t size = 20;
};
struct JobRows {
  std::vector<Job> rows;
  std::int64_t total = 0;
  std::int64_t begin = 0;
  std::map<std::string, std::int64_t> by_state;  // of all in the scope, whatever is asked for
};
// Requires: a transaction is open on the database.
JobRows fetch_job_page(database::Database& database, const academy::Scope& scope,
                       const JobPage& page);
std::optional<Job> find_job(database::Database& database, const JobKey& key);
// Running jobs of this machine's processes, by how their holder's name begins. Not scoped: for
// whoever looks after the queue.
std::vector<Job> fetch_jobs_held_by(database::Database& database, std::string_view holder_begins);

// When the earliest scheduled job that waits because an attempt failed may be taken; absent where
// none does.
std::optional<std::int64_t> next_attempt(database::Database& database);

}  // namespace xueshi::store
