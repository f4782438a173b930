// EventLog: what a worker tells while it works – sentences on a terminal, JSON lines elsewhere, on
// stderr. Names of reports, institutes and files; never a person's.
#pragma once

#include <cstdint>
#include <string>

#include "app/worker.h"
#include "cli/json.h"
#include "cli/output.h"

namespace xueshi::cli {

class EventLog {
 public:
  explicit EventLog(Output& output);

  void started(int threads);
  void stopped();
  void queued(const app::PlannedRun& run, std::int64_t jobs);
  void missed(const app::PlannedRun& run);
  void made(const app::CrewEvent& event);

 private:
  void made(const app::Outcome& outcome);
  void tell(const char* level, const char* event, Json fields, const std::string& sentence);

  Output& output_;
  bool is_terminal_;
};

}  // namespace xueshi::cli
