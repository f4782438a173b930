#include "report/crew.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "base/error.h"
#include "report/leases.h"
#include "session/holder.h"

namespace xueshi::report {

namespace {

using store::Job;
using Mode = database::Transaction::Mode;

// Between two looks at a job that somebody else is making.
constexpr std::chrono::milliseconds kPeek{100};
// How long a database that is away is waited for before it is told; without `for_good`, how often.
constexpr std::chrono::milliseconds kPatience{10'000};
constexpr int kMostTries = 6;

// One for every thread, and one for the leases.
std::size_t connections(int threads) { return static_cast<std::size_t>(threads) + 1; }

// What one thread works with.
struct Bench {
  Bench(session::Workplace& workplace, const academy::Actor& actor, const CrewOptions& options,
        database::Pool& pool)
      : connection(pool.take()),
        session(workplace, actor, *connection),
        maker(session, options.out, options.retries) {}
  database::Pool::Lease connection;
  session::Session session;
  Maker maker;
};

// Runs `work` on so many threads, this one among them; rethrows the first failure.
void on_threads(int count, const std::function<void(int)>& work) {
  std::mutex mutex;
  std::exception_ptr first;
  auto guarded = [&](int number) {
    try {
      work(number);
    } catch (...) {
      std::lock_guard lock(mutex);
      if (!first) first = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> threads;  // joined on every way out
    for (int i = 1; i < count; ++i) threads.emplace_back(guarded, i);
    guarded(0);
  }
  if (first) std::rethrow_exception(first);
}

CrewEvent event_of(const Outcome& outcome) {
  CrewEvent event;
  event.kind = outcome.is_lost ? CrewEvent::Kind::kLost : CrewEvent::Kind::kEnded;
  event.outcome = outcome;
  return event;
}

// What the thread's session noted, which nobody else sees.
template <typename Tell>
void tell_notices(session::Session& session, Tell tell) {
  for (session::Notice& notice : session.take_notices()) {
    CrewEvent event;
    event.kind = CrewEvent::Kind::kNotice;
    event.message = std::move(notice.message);
    event.code = std::move(notice.code);
    tell(event);
  }
}

// --- what a person asked for ---

// Queued and taken at once, so that nobody else takes it in between.
std::optional<Job> claim(session::Session& session, const Job& wanted, const store::Taker& taker) {
  std::optional<Job> taken;
  database::retried([&] {
    database::Transaction transaction(session.database(), Mode::kDecide);
    std::int64_t now = store::real_now(session.database());
    store::queue_job(transaction, wanted);
    taken = store::take_job(transaction, wanted.key, taker, now);
    transaction.commit();
  });
  return taken;
}

Job wait_for(session::Session& session, const Job& wanted, const store::Taker& taker) {
  for (;;) {
    if (auto taken = claim(session, wanted, taker)) return *taken;
    release_dead(session);
    if (auto taken = claim(session, wanted, taker)) return *taken;
    std::this_thread::sleep_for(kPeek);
  }
}

// --- what the queue holds ---

class Shift {
 public:
  Shift(session::Workplace& workplace, const CrewOptions& options,
        const std::function<bool()>& should_stop,
        const std::function<void(session::Session&)>& look_after, const OnCrewEvent& on_event)
      : workplace_(workplace),
        options_(options),
        should_stop_(should_stop),
        look_after_(look_after),
        on_event_(on_event),
        pool_(workplace.settings().value("db"), connections(options.threads), kPatience),
        leases_(pool_, options.lease) {}

  // One thread that cannot go on ends the others too: half a crew would look like a whole one.
  void work(int number) {
    try {
      work_on(number);
    } catch (...) {
      has_failed_ = true;
      throw;
    }
  }

 private:
  // What one thread has before it.
  struct Hand {
    std::unique_ptr<Bench> bench{};
    std::optional<Job> held{};
    std::unique_ptr<Leases::Kept> lease{};  // from the taking until the job's end is written
    bool was_idle = false;
    int failures = 0;  // of the database, one after another
  };

  void work_on(int number) {
    Hand hand;
    bool is_more = true;
    while (is_more && !is_over()) {
      try {
        get_ready(hand);
        if (number == 0) look_after(hand.bench->session);
        is_more = make_one(hand);
      } catch (const base::Error& error) {
        hand.bench.reset();
        if (++hand.failures >= kMostTries && !options_.for_good) throw;
        tell(CrewEvent::Kind::kAway, error.what());
        pause(options_.poll);
      }
    }
  }

  // A bench to work at, and nothing left on it from before the database went away.
  void get_ready(Hand& hand) {
    if (!hand.bench) hand.bench = open_bench();
    if (hand.held) tell(hand.bench->maker.give_up(*hand.held, kWasAway));
    hand.held.reset();
    hand.lease.reset();
    if (hand.failures > 0) release_unknown(hand.bench->session);
  }

  // Takes a job and makes it, or pauses where none may be made yet; whether there may be more.
  bool make_one(Hand& hand) {
    hand.held = take(hand.bench->session);
    hand.failures = 0;
    if (!hand.held) {
      if (!options_.for_good && !is_expected(hand.bench->session)) return false;
      hand.was_idle = true;
      pause(options_.poll);
      return true;
    }
    hand.lease = std::make_unique<Leases::Kept>(leases_, *hand.held);
    // Rules and plugins may have been changed while there was nothing to do.
    if (hand.was_idle) {
      hand.bench.reset();
      hand.bench = open_bench();
    }
    hand.was_idle = false;
    tell(hand.bench->maker.make(*hand.held));
    tell_notices(hand.bench->session, [&](const CrewEvent& event) { tell(event); });
    hand.held.reset();
    hand.lease.reset();
    return true;
  }

  bool is_over() const { return has_failed_ || should_stop_(); }

  std::unique_ptr<Bench> open_bench() {
    return std::make_unique<Bench>(workplace_, academy::Actor::machine_operator(), options_, pool_);
  }

  void look_after(session::Session& session) {
    release_dead(session);
    try {
      look_after_(session);
    } catch (const session::WrongFiles& wrong) {
      tell(CrewEvent::Kind::kWrong, base::render(wrong.findings(), "\n"));
    }
  }

  std::optional<Job> take(session::Session& session) {
    std::optional<Job> taken;
    database::retried([&] {
      database::Transaction transaction(session.database(), Mode::kDecide);
      taken = store::take_job(transaction, leases_.taker(), store::real_now(session.database()));
      transaction.commit();
    });
    return taken;
  }

  // A taking whose commit was not answered may have taken: nobody would make that job until its
  // lease ran out. One that another thread has just taken goes back as well, which its fence finds
  // out.
  void release_unknown(session::Session& session) {
    for (const Job& job : store::fetch_jobs_held_by(session.database(), leases_.taker().holder)) {
      if (leases_.keeps(job)) continue;
      database::Transaction transaction(session.database(), Mode::kDecide);
      store::release_job(transaction, job);
      transaction.commit();
    }
  }

  // An attempt that failed is made again by who waits for the end.
  static bool is_expected(session::Session& session) {
    return store::next_attempt(session.database()).has_value();
  }

  void pause(std::chrono::milliseconds length) {
    auto until = std::chrono::steady_clock::now() + length;
    while (!is_over() && std::chrono::steady_clock::now() < until)
      std::this_thread::sleep_for(std::min(length, std::chrono::milliseconds(50)));
  }

  void tell(CrewEvent::Kind kind, const std::string& message) {
    CrewEvent event;
    event.kind = kind;
    event.message = message;
    tell(event);
  }
  void tell(const Outcome& outcome) { tell(event_of(outcome)); }
  void tell(const CrewEvent& event) {
    std::lock_guard lock(mutex_);
    on_event_(event);
  }

  static constexpr const char* kWasAway = "与数据库的连接中断过";
  session::Workplace& workplace_;
  const CrewOptions& options_;
  const std::function<bool()>& should_stop_;
  const std::function<void(session::Session&)>& look_after_;
  const OnCrewEvent& on_event_;
  database::Pool pool_;
  Leases leases_;
  std::mutex mutex_;
  std::atomic<bool> has_failed_{false};
};

}  // namespace

void release_dead(session::Session& session) {
  for (const Job& job : store::fetch_jobs_held_by(session.database(), session::machine_name())) {
    if (!session::is_dead(job.holder)) continue;
    database::Transaction transaction(session.database(), Mode::kDecide);
    store::release_job(transaction, job);
    transaction.commit();
  }
}

std::vector<Outcome> make_now(session::Workplace& workplace, const academy::Actor& actor,
                              const std::vector<Job>& jobs, const CrewOptions& options,
                              const OnCrewEvent& on_event) {
  std::vector<Outcome> outcomes(jobs.size());
  std::atomic<std::size_t> next{0};
  std::atomic<bool> has_failed{false};
  std::mutex mutex;
  int threads =
      std::clamp(options.threads, 1, static_cast<int>(std::max<std::size_t>(jobs.size(), 1)));
  database::Pool pool(workplace.settings().value("db"), connections(threads), kPatience);
  Leases leases(pool, options.lease);
  on_threads(threads, [&](int) {
    try {
      Bench bench(workplace, actor, options, pool);
      for (std::size_t i = next++; i < jobs.size() && !has_failed; i = next++) {
        do {
          Job taken = wait_for(bench.session, jobs[i], leases.taker());
          Leases::Kept lease(leases, taken);
          outcomes[i] = bench.maker.make(taken);
        } while (outcomes[i].is_lost);
        std::lock_guard lock(mutex);
        tell_notices(bench.session, on_event);
        on_event(event_of(outcomes[i]));
      }
    } catch (...) {
      has_failed = true;
      throw;
    }
  });
  return outcomes;
}

void work_off(session::Workplace& workplace, const CrewOptions& options,
              const std::function<bool()>& should_stop,
              const std::function<void(session::Session&)>& look_after,
              const OnCrewEvent& on_event) {
  Shift shift(workplace, options, should_stop, look_after, on_event);
  on_threads(options.threads, [&](int number) { shift.work(number); });
}

}  // namespace xueshi::report
