// Process: one running `xueshi-plugin`, seen from the program: bytes to it, frames from it, and its
// end.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "plugin/wire.h"

namespace xueshi::plugin {

struct Frame {
  wire::Kind kind;
  std::string_view body;  // until the next call of pump()
};

class Process {
 public:
  // Starts it with two pipes and no other descriptor, no environment and default signals. Throws
  // base::Error(kProcess).
  Process(const std::filesystem::path& program, std::int64_t cpu_seconds, std::int64_t memory);
  ~Process();  // kills it
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // What is appended here is sent by pump(). Only whole frames.
  std::string& outgoing() { return outgoing_; }

  // Sends and receives as much as goes without waiting; where nothing goes, waits at most
  // `patience`. Returns the time waited.
  std::chrono::nanoseconds pump(std::chrono::nanoseconds patience);

  // The next whole frame received. Absent: none yet, gone, or not a frame (then broken()).
  std::optional<Frame> next_frame();
  bool broken() const { return broken_; }
  bool gone() const { return gone_; }
  // Reaps a process that has gone: Chinese, how it ended.
  std::string describe_end();

 private:
  int wait_for_end();
  void receive();
  void send();
  void close_pipes();

  pid_t pid_ = -1;
  int to_ = -1;
  int from_ = -1;
  std::string outgoing_;
  std::size_t sent_ = 0;
  std::string incoming_;
  std::size_t taken_ = 0;
  bool gone_ = false;
  bool broken_ = false;
};

}  // namespace xueshi::plugin
