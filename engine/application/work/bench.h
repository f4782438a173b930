// Bench: what one thread does works at; for hands.cc.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "session/line.h"
#include "work/kind.h"

namespace xueshi::work {

// Thrown out of a work's progress: it is put back.
struct Stopped {};

// Who watches the thread.
struct Watcher {
  std::function<void(const Work&)> taken = [](const Work&) {};
  // `step`, `done`, `total` as in base::OnProgress; may throw Stopped.
  std::function<void(const Work&, const std::string&, std::int64_t, std::int64_t)> on_progress =
      [](const Work&, const std::string&, std::int64_t, std::int64_t) {};
  // As it was told last.
  std::function<Work(const Work&)> put_down = [](const Work& work) { return work; };
  std::function<void(const std::string&)> on_fault = [](const std::string&) {};
};

class Bench {
 public:
  Bench(session::Workplace& workplace, const Kinds& kinds, Watcher watcher)
      // Nobody waits for a work.
      : line_(session::Line::of_nobody(workplace)), kinds_(kinds), watcher_(std::move(watcher)) {}

  // Takes the next work and does it, whatever comes of it; false where none waits. Throws
  // base::Error where the database cannot be asked.
  bool make_next();
  // As its kinds have it.
  void tidy();

 private:
  std::optional<Work> take();
  void make(const Work& work);
  Outcome outcome_of(session::Session& session, const Kind& kind, const Work& work);
  void end(const Work& work, const Outcome& outcome);
  void put_back(const Work& work, bool is_lost);
  void release_dead(session::Session& session);

  session::Line line_;
  const Kinds& kinds_;
  Watcher watcher_;
};

}  // namespace xueshi::work
