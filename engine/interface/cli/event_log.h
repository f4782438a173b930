// EventLog: what a worker tells while it works – sentences on a terminal, JSON lines elsewhere, on
// stderr. Names of reports, institutes and files; never a person's.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>

#include "cli/json.h"
#include "cli/output.h"
#include "http/server_options.h"
#include "report/worker.h"

namespace xueshi::cli {

// "3 d" as people say it: "3 天".
std::string lateness_label(const std::string& late);

class EventLog {
 public:
  explicit EventLog(Output& output);

  void started(int threads);
  void listening(const std::string& place, int workers);
  void answered(const http::Answered& answered);
  void stopped();
  // It cannot go on, or could not begin.
  void failed(const std::string& code, const std::string& message);
  // Does the work of a program whose every line of stderr is an event, also why it ends: its exit
  // code, or that of what it threw.
  int end_of(const std::function<int()>& work);
  // What went wrong beside a request. Any thread.
  void fault(const std::string& message);
  void noticed(const session::Notice& notice);
  void queued(const report::PlannedRun& run, std::int64_t jobs);
  void missed(const report::PlannedRun& run);
  void made(const report::CrewEvent& event);

 private:
  void made(const report::Outcome& outcome);
  void tell(const char* level, const char* event, const Json& fields, const std::string& sentence);

  Output& output_;
  bool is_terminal_;
  std::mutex mutex_;
};

}  // namespace xueshi::cli
