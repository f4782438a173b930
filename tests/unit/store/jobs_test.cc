// The queue: who takes what, for how long, and whose work counts.
#include "store/jobs.h"

#include <mutex>
#include <set>
#include <thread>

#include "store_support.h"

namespace xueshi::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Mode = database::Transaction::Mode;

constexpr std::int64_t kNow = 1'500'000'000'000;
constexpr std::int64_t kLease = 60'000;
const Taker kAnna{"host/1/7/1/1", kLease}, kBert{"host/1/7/2/1", kLease};

class JobsTest : public StoreTest {
 protected:
  static Job job(const std::string& org, const std::string& schedule = "year-end") {
    Job one;
    one.key = {schedule, base::Year(2017), org, "year-end"};
    one.planned = "2018-01-01T02:00:00+08:00";
    return one;
  }
  template <typename Work>
  auto within(Work work) {
    database::Transaction transaction(database_, Mode::kDecide);
    auto answer = work(transaction);
    transaction.commit();
    return answer;
  }
  bool queue(const Job& one) {
    return within([&](database::Transaction& t) { return queue_job(t, one); });
  }
  std::optional<Job> take(const Taker& taker, std::int64_t now) {
    return within([&](database::Transaction& t) { return take_job(t, taker, now); });
  }
  void end(Job one, std::string_view state) {
    one.state = state;
    within([&](database::Transaction& t) {
      EXPECT_TRUE(hold_job(t, one));
      save_job(t, one);
      return true;
    });
  }
  Job stored(const Job& one) { return *find_job(database_, one.key); }
};

// A second run of a schedule must not disturb the first; once that has ended, it is a further run.
TEST_P(JobsTest, AJobIsThereOnceAndRunsAgainWhenAskedAgain) {
  EXPECT_TRUE(queue(job("I1")));
  EXPECT_FALSE(queue(job("I1")));
  Job taken = *take(kAnna, kNow);
  EXPECT_FALSE(queue(job("I1")));
  end(taken, job_state::kDone);
  EXPECT_FALSE(take(kAnna, kNow));
  EXPECT_TRUE(queue(job("I1")));
  EXPECT_EQ(stored(job("I1")).run, 2);
}

// The lease is over when its moment has come; the fence tells the two takers apart.
TEST_P(JobsTest, ALeaseThatRanOutGoesToTheNext) {
  queue(job("I1"));
  Job annas = *take(kAnna, kNow);
  EXPECT_EQ(annas.lease_until, kNow + kLease);
  EXPECT_FALSE(take(kBert, kNow + kLease - 1));
  Job berts = *take(kBert, kNow + kLease);
  EXPECT_EQ(berts.fence, annas.fence + 1);
  EXPECT_FALSE(within([&](database::Transaction& t) { return hold_job(t, annas); }));
  EXPECT_FALSE(within([&](database::Transaction& t) { return prolong_lease(t, annas, kNow * 2); }));
  EXPECT_TRUE(within([&](database::Transaction& t) { return hold_job(t, berts); }));
}

TEST_P(JobsTest, ALeaseThatIsKeptUpStays) {
  queue(job("I1"));
  Job annas = *take(kAnna, kNow);
  EXPECT_TRUE(
      within([&](database::Transaction& t) { return prolong_lease(t, annas, kNow + 2 * kLease); }));
  EXPECT_FALSE(take(kBert, kNow + kLease));
}

// A clock that stood 400 days ahead wrote a lease and a pause that nobody could wait for.
TEST_P(JobsTest, MomentsOfAClockThatWasWrongDoNotHoldUpAnybody) {
  constexpr std::int64_t kAhead = 400LL * 24 * 3600 * 1000;
  queue(job("I1"));
  Job lost = *take(kAnna, kNow + kAhead);
  Job taken = *take(kBert, kNow);
  EXPECT_EQ(taken.fence, lost.fence + 1);
  taken.not_before = kNow + kAhead;
  end(taken, job_state::kWaiting);
  EXPECT_TRUE(take(kAnna, kNow));
}

// What failed waits its turn, others go on meanwhile.
TEST_P(JobsTest, APauseIsKept) {
  queue(job("I1"));
  queue(job("I2"));
  Job first = *take(kAnna, kNow);
  EXPECT_EQ(first.key.org, "I1");
  first.attempts = 1;
  first.not_before = kNow + 5'000;
  end(first, job_state::kWaiting);
  EXPECT_EQ(next_attempt(database_), kNow + 5'000);
  EXPECT_EQ(take(kAnna, kNow)->key.org, "I2");
  EXPECT_FALSE(take(kAnna, kNow + 4'999));
  EXPECT_EQ(take(kAnna, kNow + 5'000)->key.org, "I1");
}

TEST_P(JobsTest, AParkedJobWaitsForSomebodyToTakeItUp) {
  queue(job("I1"));
  end(*take(kAnna, kNow), job_state::kParked);
  EXPECT_FALSE(take(kAnna, kNow * 2));
  EXPECT_TRUE(within([&](database::Transaction& t) { return retry_job(t, job("I1").key); }));
  Job again = *take(kAnna, kNow);
  EXPECT_EQ(again.run, 1);
  EXPECT_FALSE(within([&](database::Transaction& t) { return retry_job(t, job("I1").key); }));
}

// What a person asked for is made by who was asked: a worker's folder is another one.
TEST_P(JobsTest, WorkersLeaveWhatPeopleAskedFor) {
  Job manual = job("I1", "manual:/tmp/out");
  queue(manual);
  EXPECT_FALSE(take(kAnna, kNow));
  EXPECT_TRUE(
      within([&](database::Transaction& t) { return take_job(t, manual.key, kAnna, kNow); }));
}

TEST_P(JobsTest, ADeadHoldersJobIsGivenBackAtOnce) {
  queue(job("I1"));
  queue(job("I2"));
  Job annas = *take(kAnna, kNow), berts = *take(kBert, kNow);
  EXPECT_EQ(fetch_jobs_held_by(database_, "host/1/7/").size(), 2u);
  EXPECT_THAT(fetch_jobs_held_by(database_, "other/1/7/"), IsEmpty());
  EXPECT_TRUE(within([&](database::Transaction& t) { return release_job(t, annas); }));
  EXPECT_EQ(take(kBert, kNow)->key.org, "I1");
  // Somebody else's by now: not given back again.
  EXPECT_FALSE(within([&](database::Transaction& t) { return release_job(t, annas); }));
}

TEST_P(JobsTest, ARunOfAScheduleIsRememberedOnce) {
  auto remember = [&](const std::string& planned) {
    return within([&](database::Transaction& t) {
      return save_occurrence(t, "y", planned, base::Year(2017), kNow);
    });
  };
  EXPECT_TRUE(remember("2018-01-01T02:00:00+08:00"));
  EXPECT_FALSE(remember("2018-01-01T02:00:00+08:00"));
  EXPECT_EQ(fetch_occurrences(database_, "y").size(), 1u);
  EXPECT_THAT(fetch_occurrences(database_, "x"), IsEmpty());
}

TEST_P(JobsTest, JobsAreSeenInTheScopeAlone) {
  queue(job("I1"));
  queue(job("I2"));
  EXPECT_EQ(fetch_jobs(database_, everything(), "").size(), 2u);
  EXPECT_THAT(fetch_jobs(database_, everything(), "done"), IsEmpty());
  std::vector<Job> own = fetch_jobs(database_, institute("I2"), "waiting");
  ASSERT_EQ(own.size(), 1u);
  EXPECT_EQ(own.front().key.org, "I2");
}

// Eight takers on connections of their own, at once: every job goes to exactly one of them.
TEST_P(JobsTest, TakersAtOnceGetDifferentJobs) {
  constexpr int kJobs = 60, kTakers = 8;
  for (int i = 0; i < kJobs; ++i) queue(job("I1", "s" + std::to_string(i)));
  std::mutex mutex;
  std::multiset<std::string> taken;
  std::vector<std::thread> takers;
  for (int i = 0; i < kTakers; ++i) {
    takers.emplace_back([&, i] {
      database::Database own = database::Database::open(fresh_.url());
      Taker taker{"host/1/7/" + std::to_string(i) + "/1", kLease};
      for (;;) {
        std::optional<Job> one;
        database::retried([&] {
          database::Transaction transaction(own, Mode::kDecide);
          one = take_job(transaction, taker, kNow);
          transaction.commit();
        });
        if (!one) return;
        std::lock_guard lock(mutex);
        taken.insert(one->key.schedule);
      }
    });
  }
  for (std::thread& each : takers) each.join();
  EXPECT_EQ(taken.size(), static_cast<std::size_t>(kJobs));
  EXPECT_EQ(std::set<std::string>(taken.begin(), taken.end()).size(),
            static_cast<std::size_t>(kJobs));
}

XUESHI_ON_EACH_BACKEND(JobsTest);

}  // namespace
}  // namespace xueshi::store
