// What runs by itself: schedules, workers, their jobs.
#include "cli/command_groups.h"
#include "cli/commands.h"

namespace xueshi::cli {

const std::vector<Command>& work_commands() {
  using O = Option;
  static const std::vector<Command> kCommands = {
      {"schedule list",
       "",
       "Checks workflows/schedules.yaml and lists what runs by itself, and when next.",
       "xueshi schedule list",
       {},
       {},
       run_schedule_list},
      {"schedule next",
       "[SCHEDULE]",
       "Shows the next runs of every schedule, or of one, with their reporting years.",
       "xueshi schedule next year-end --count 3",
       {},
       {O::kCount},
       run_schedule_next},
      {"schedule run-due",
       "",
       "Puts what is due into the queue and makes every report in it.",
       "xueshi schedule run-due --jobs 2",
       {},
       {O::kJobs, O::kDryRun, O::kLease, O::kPause},
       run_schedule_run_due,
       "Ends when nothing is left that can be made; what waits for people stays in the queue.\n"
       "Workbooks go into the folder of the setting `reports`."},
      {"schedule backfill",
       "[SCHEDULE]",
       "Runs the schedules of a reporting year, whatever is due; also again.",
       "xueshi schedule backfill --year 2016",
       {O::kYear},
       {O::kJobs, O::kDryRun, O::kLease, O::kPause},
       run_schedule_backfill},
      {"worker",
       "",
       "Makes scheduled reports until it is told to stop: SIGTERM, then what was begun is "
       "finished.",
       "xueshi worker --jobs 2",
       {},
       {O::kJobs, O::kLease, O::kPause},
       run_worker,
       "Any number of workers on any number of machines may share a database and the folder of "
       "the\n"
       "setting `reports`; each job is made once."},
      {"serve",
       "",
       "Answers browsers and programs until it is told to stop: SIGTERM, then what is under way is "
       "finished.",
       "xueshi serve --listen 127.0.0.1:8080",
       {},
       {O::kListen, O::kJobs, O::kPlain, O::kHost, O::kProxy, O::kOnce},
       run_serve,
       "Encryption is a proxy's business: it listens on this machine alone, or on a file. A socket "
       "that\n"
       "systemd hands over (LISTEN_FDS) comes before --listen."},
      {"job list",
       "",
       "Lists the jobs of reports in reach: what waits, runs, is done, or was parked and why.",
       "xueshi job list --in-state parked",
       {},
       {O::kState},
       run_job_list},
      {"job retry",
       "[CODE…]",
       "Takes parked and waiting jobs up again, of these institutes or of all.",
       "xueshi job retry I001",
       {},
       {O::kDryRun},
       run_job_retry},
  };
  return kCommands;
}

}  // namespace xueshi::cli
