#include "work/hands.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "session/line.h"
#include "store/jobs.h"
#include "work/bench.h"

namespace xueshi::work {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kBeat{5'000};
constexpr milliseconds kTidy{300'000};
constexpr milliseconds kPeek{20};
// A work that nobody has begun by then waits for a hand.
constexpr milliseconds kBegun{500};
constexpr int kLongerAfterAFault = 5;
constexpr std::int64_t kLonger = 60'000;  // what a beat adds to a lease

}  // namespace

Hands::Hands(session::Workplace& workplace, Kinds kinds, HandsOptions options)
    : workplace_(workplace), kinds_(std::move(kinds)), options_(std::move(options)) {
  for (int i = 0; i < options_.threads; ++i) threads_.emplace_back([this] { work_on(); });
  threads_.emplace_back([this] { beat(); });
}

Hands::~Hands() {
  stop();
  threads_.clear();
}

void Hands::stop() {
  {
    std::lock_guard lock(mutex_);
    if (!std::exchange(is_stopping_, true)) late_ = steady_clock::now() + options_.grace;
  }
  called_.notify_all();
}

Work Hands::wait_for(session::Session& session, const Work& work, milliseconds patience) {
  {
    std::lock_guard lock(mutex_);
    ++calls_;
  }
  called_.notify_all();
  struct Place {
    explicit Place(std::atomic<int>& count) : count(count), number(++count) {}
    ~Place() { --count; }
    std::atomic<int>& count;
    int number;
  } place(waiting_);
  if (place.number > options_.most_waiting) return work;
  auto now = steady_clock::now();
  auto begun_by = now + kBegun, until = now + patience;
  Work seen = work;
  while (!seen.is_over() && steady_clock::now() < until) {
    if (seen.begun == 0 && steady_clock::now() > begun_by) break;
    std::this_thread::sleep_for(kPeek);
    if (auto found = store::find_work(session.database(), work.id)) seen = *found;
  }
  return seen;
}

Work Hands::as_it_is(Work work) {
  std::lock_guard lock(mutex_);
  auto at = in_hand_.find(work.id);
  if (work.is_over() || at == in_hand_.end()) return work;
  work.step = at->second.step;
  work.done = at->second.done;
  work.total = at->second.total;
  return work;
}

bool Hands::is_over() {
  std::lock_guard lock(mutex_);
  return is_stopping_;
}

void Hands::take_in_hand(const Work& work) {
  std::lock_guard lock(mutex_);
  in_hand_[work.id] = work;
}

Work Hands::put_down(const std::string& id) {
  std::lock_guard lock(mutex_);
  auto node = in_hand_.extract(id);
  called_.notify_all();
  return node.empty() ? Work() : std::move(node.mapped());
}

void Hands::note_progress(const std::string& id, const std::string& step, std::int64_t done,
                          std::int64_t total) {
  std::lock_guard lock(mutex_);
  if (is_stopping_ && steady_clock::now() > late_) throw Stopped{};
  auto at = in_hand_.find(id);
  if (at == in_hand_.end()) return;
  at->second.step = step;
  at->second.done = done;
  at->second.total = total;
}

bool Hands::is_time_to_tidy() {
  std::lock_guard lock(mutex_);
  auto now = steady_clock::now();
  if (now < tidy_at_) return false;
  tidy_at_ = now + kTidy;
  return true;
}

// Until it is told to stop. A database that is away is asked again and again.
void Hands::work_on() {
  Watcher watcher;
  watcher.taken = [this](const Work& work) { take_in_hand(work); };
  watcher.on_progress = [this](const Work& work, const std::string& step, std::int64_t done,
                               std::int64_t total) { note_progress(work.id, step, done, total); };
  watcher.put_down = [this](const Work& work) {
    Work known = put_down(work.id);
    return known.id.empty() ? work : known;
  };
  if (options_.on_fault) watcher.on_fault = options_.on_fault;
  Bench bench(workplace_, kinds_, watcher);
  int heard = 0;
  while (!is_over()) {
    {
      std::lock_guard lock(mutex_);
      heard = calls_;
    }
    milliseconds pause = options_.poll;
    try {
      if (is_time_to_tidy()) bench.tidy();
      if (bench.make_next()) continue;
    } catch (const std::exception& error) {
      watcher.on_fault(error.what());
      pause *= kLongerAfterAFault;
    }
    std::unique_lock lock(mutex_);
    called_.wait_for(lock, pause, [&] { return is_stopping_ || calls_ != heard; });
  }
}

// A beat that cannot be sent is sent with the next one: who ends a work asks for its fence.
void Hands::beat() {
  session::Line line = session::Line::of_nobody(workplace_);
  std::unique_lock lock(mutex_);
  while (!is_stopping_ || !in_hand_.empty()) {
    called_.wait_for(lock, kBeat, [this] { return is_stopping_ && in_hand_.empty(); });
    if (in_hand_.empty()) continue;
    std::map<std::string, Work> works = in_hand_;
    lock.unlock();
    try {
      session::Session session = line.open(academy::Actor::machine_operator());
      std::int64_t until = store::real_now(session.database()) + kLonger;
      for (auto& [id, work] : works) {
        work.lease_until = std::max(until, work.lease_until);
        database::Transaction transaction(session.database(), database::Transaction::Mode::kDecide);
        store::prolong_work(transaction, work);
        transaction.commit();
      }
    } catch (const std::exception&) {
    }
    lock.lock();
  }
}

void work_off(session::Workplace& workplace, const Kinds& kinds) {
  Bench bench(workplace, kinds, {});
  while (bench.make_next()) {
  }
}

}  // namespace xueshi::work
