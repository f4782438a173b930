// Hands: do the works of the console's queue, beside its requests; a few threads of whoever serves
// it, each with its own connection.
//
// Each work is done in the name of who asked for it, in the role that they asked in, if they still
// hold it. Whoever is told to stop finishes what can be finished in a moment and puts the rest
// back; what a killed process had in hand is taken up by the next. How often that may happen is
// limited: a work that ends its process is given up.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "session/workplace.h"
#include "work/kind.h"
#include "work/work.h"

namespace xueshi::work {

struct HandsOptions {
  int threads = 2;
  std::chrono::milliseconds poll{1000};     // between two looks at the queue, where nobody calls
  std::chrono::milliseconds grace{15'000};  // for what is under way when told to stop
  int most_waiting = 2;                     // requests that wait for an end (wait_for)
  std::function<void(const std::string&)> on_fault{};  // for the log alone; one thread at a time
};

class Hands {
 public:
  // Requires: the workplace outlives it.
  Hands(session::Workplace& workplace, Kinds kinds, HandsOptions options);
  ~Hands();
  Hands(const Hands&) = delete;

  // Has it begun at once, and waits for its end a moment, if it is begun and not too many wait
  // already; as it stands then.
  Work wait_for(session::Session& session, const Work& work, std::chrono::milliseconds patience);
  // The same work with how far it is, where it is in hand here.
  Work as_it_is(Work work);
  // Nothing is begun any more. Any thread.
  void stop();

 private:
  void work_on();
  void beat();
  void take_in_hand(const Work& work);
  Work put_down(const std::string& id);
  void note_progress(const std::string& id, const std::string& step, std::int64_t done,
                     std::int64_t total);
  bool is_over();
  bool is_time_to_tidy();

  session::Workplace& workplace_;
  Kinds kinds_;
  HandsOptions options_;
  std::mutex mutex_;
  std::condition_variable called_;
  std::map<std::string, Work> in_hand_;  // by id
  std::atomic<int> waiting_{0};
  int calls_ = 0;
  bool is_stopping_ = false;
  std::chrono::steady_clock::time_point tidy_at_{};
  std::chrono::steady_clock::time_point late_{};  // when what is under way is put back
  std::vector<std::jthread> threads_;
};

// Does what waits in the queue, on this thread: for a face that serves a single request.
void work_off(session::Workplace& workplace, const Kinds& kinds);

}  // namespace xueshi::work
