// Crew: several threads that make jobs, each with a session of its own.
//
// Two ways: make_now() makes the jobs that a person asked for and returns what came of each;
// work_off() takes scheduled jobs from the queue – beside any number of crews on other machines –
// until none is left, or for good.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "academy/scope.h"
#include "report/maker.h"
#include "session/workplace.h"
#include "store/jobs.h"

namespace xueshi::report {

struct CrewOptions {
  int threads = 1;
  std::string out;  // where workbooks of jobs without a folder go; as it is shown
  std::chrono::milliseconds lease{60'000};
  Retries retries{};
  std::chrono::milliseconds poll{2'000};  // between two looks into an empty queue
  bool for_good = false;                  // work_off: stays when the queue is empty
};

// What a crew has to tell; never personal data.
struct CrewEvent {
  enum class Kind {
    kEnded,   // a job ended, waits for another attempt, or was parked: `outcome`
    kLost,    // a job went to somebody else, nothing was published: `outcome`
    kAway,    // the database does not answer: `message`; it is tried again
    kWrong,   // files that people write are wrong: `message`; they are looked at again
    kNotice,  // a job's session has something to say: `message`, `code`
  };
  Kind kind = Kind::kEnded;
  Outcome outcome{};
  std::string message{};
  std::string code{};
};
// Called by one thread at a time.
using OnCrewEvent = std::function<void(const CrewEvent&)>;

// Makes these jobs, each once; one that somebody else is making is waited for. Outcomes keep the
// order of the jobs. Throws base::Error where the database is gone.
std::vector<Outcome> make_now(session::Workplace& workplace, const academy::Actor& actor,
                              const std::vector<store::Job>& jobs, const CrewOptions& options,
                              const OnCrewEvent& on_event);

// Returns when nothing is left that may be made (with `for_good`: never before `should_stop`), or
// when should_stop() says so and what was begun is finished. `look_after` is called by one thread
// between jobs, for whoever fills the queue. Throws base::Error where the database stays away
// (without `for_good`).
void work_off(session::Workplace& workplace, const CrewOptions& options,
              const std::function<bool()>& should_stop,
              const std::function<void(session::Session&)>& look_after,
              const OnCrewEvent& on_event);

// Gives jobs back whose holder on this machine is dead: their leases need not be waited for.
void release_dead(session::Session& session);

}  // namespace xueshi::report
