// Long work of the console: who takes it, whose word on it counts, and what is left of it.
#include "store/works.h"

#include "store_support.h"

namespace xueshi::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Mode = database::Transaction::Mode;

constexpr std::int64_t kNow = 1'500'000'000'000;
constexpr std::int64_t kLease = 60'000;
constexpr const char* kAnna = "host/1/7/1/1";
constexpr const char* kBert = "host/1/7/2/1";

class WorksTest : public StoreTest {
 protected:
  static Work work(const std::string& id, const std::string& employee = "p1") {
    Work one;
    one.id = id;
    one.employee = employee;
    one.role = "institute_admin";
    one.org = "I1";
    one.asked = kNow;
    one.kind = "import";
    one.about = "u1";
    one.title = "导入 人员";
    return one;
  }
  template <typename Do>
  auto within(Do what) {
    database::Transaction transaction(database_, Mode::kDecide);
    auto answer = what(transaction);
    transaction.commit();
    return answer;
  }
  bool ask(const Work& one) {
    return within([&](database::Transaction& t) { return add_work(t, one); });
  }
  std::optional<Work> take(const char* holder, std::int64_t now) {
    return within([&](database::Transaction& t) { return take_work(t, holder, kLease, now); });
  }
  bool end(Work one, std::string_view state) {
    one.state = state;
    one.ended = kNow + 5;
    one.answer = "{}";
    return within([&](database::Transaction& t) { return end_work(t, one); });
  }
};

TEST_P(WorksTest, IsTakenOnceAndEndsOnce) {
  EXPECT_FALSE(ask(work("w0", "nobody")));
  EXPECT_TRUE(ask(work("w1")));
  EXPECT_EQ(find_work(database_, "w1")->state, work_state::kWaiting);
  EXPECT_TRUE(is_work_waiting(database_, kNow));
  Work taken = *take(kAnna, kNow);
  EXPECT_EQ(taken, *find_work(database_, "w1"));
  EXPECT_EQ(taken.begun, kNow);
  EXPECT_FALSE(is_work_waiting(database_, kNow));
  EXPECT_FALSE(take(kBert, kNow));
  EXPECT_TRUE(end(taken, work_state::kDone));
  EXPECT_FALSE(end(taken, work_state::kFailed));
  EXPECT_EQ(find_work(database_, "w1")->state, work_state::kDone);
  EXPECT_THAT(fetch_open_works(database_, "p1"), IsEmpty());
}

// Whoever lost it comes back too late: the one who has it now has the last word.
TEST_P(WorksTest, ALeaseThatRanOutGoesToTheNextAndCountsALoss) {
  ask(work("w1"));
  Work first = *take(kAnna, kNow);
  EXPECT_FALSE(take(kBert, kNow + kLease - 1));
  first.lease_until = kNow + 2 * kLease;
  first.step = "people.csv";
  first.done = 3;
  first.total = 7;
  EXPECT_TRUE(within([&](database::Transaction& t) { return prolong_work(t, first); }));
  EXPECT_EQ(find_work(database_, "w1")->total, 7);
  EXPECT_FALSE(take(kBert, kNow + kLease));
  Work second = *take(kBert, kNow + 2 * kLease);
  EXPECT_EQ(second.losses, 1);
  EXPECT_EQ(second.begun, kNow);
  EXPECT_FALSE(within([&](database::Transaction& t) { return prolong_work(t, first); }));
  EXPECT_FALSE(within([&](database::Transaction& t) { return release_work(t, first, false); }));
  EXPECT_FALSE(end(first, work_state::kDone));
  EXPECT_TRUE(end(second, work_state::kDone));
}

TEST_P(WorksTest, GoesBackToTheQueue) {
  ask(work("w1"));
  EXPECT_THAT(fetch_works_held_by(database_, "host/"), IsEmpty());
  Work taken = *take(kAnna, kNow);
  EXPECT_THAT(fetch_works_held_by(database_, "host/"), ElementsAre(taken));
  EXPECT_THAT(fetch_works_held_by(database_, "other/"), IsEmpty());
  EXPECT_TRUE(within([&](database::Transaction& t) { return release_work(t, taken, true); }));
  taken = *take(kBert, kNow);
  EXPECT_EQ(taken.losses, 1);
  EXPECT_TRUE(within([&](database::Transaction& t) { return release_work(t, taken, false); }));
  EXPECT_EQ(take(kAnna, kNow)->losses, 1);
}

TEST_P(WorksTest, TheOldestGoesFirst) {
  Work late = work("a"), early = work("b");
  late.asked = kNow + 1;
  ask(late);
  ask(early);
  EXPECT_EQ(fetch_open_works(database_, "p1").front().id, "b");
  EXPECT_EQ(take(kAnna, kNow)->id, "b");
  EXPECT_EQ(take(kAnna, kNow)->id, "a");
}

TEST_P(WorksTest, IsFoundByWhatItIsAbout) {
  ask(work("w1"));
  Work later = work("w2", "p2");
  later.asked = kNow + 1;
  ask(later);
  EXPECT_FALSE(find_last_done(database_, everything(), "import", "u1"));
  end(*take(kAnna, kNow), work_state::kDone);
  end(*take(kAnna, kNow), work_state::kFailed);
  EXPECT_EQ(find_last_done(database_, everything(), "import", "u1")->id, "w1");
  EXPECT_EQ(find_last_like(database_, work("other"))->id, "w1");
  Work in_another_role = work("other");
  in_another_role.role = "learner";
  EXPECT_FALSE(find_last_like(database_, in_another_role));
  EXPECT_FALSE(find_last_done(database_, everything(), "import", "u2"));
  EXPECT_EQ(fetch_works(database_, everything(), 1).front().id, "w2");
  academy::OrgTree tree(fetch_orgs(database_));
  academy::Scope other = academy::Scope::of({"x", "x", academy::Role::kInstituteAdmin, "I2"}, tree);
  EXPECT_THAT(fetch_works(database_, other, 10), IsEmpty());
  EXPECT_FALSE(find_last_done(database_, other, "import", "u1"));
}

TEST_P(WorksTest, OnlyWhatEndedIsForgotten) {
  ask(work("w1"));
  ask(work("w2"));
  end(*take(kAnna, kNow), work_state::kFailed);
  within([&](database::Transaction& t) {
    remove_old_works(t, kNow + 5);
    return true;
  });
  EXPECT_EQ(fetch_works(database_, everything(), 10).size(), 2u);
  within([&](database::Transaction& t) {
    remove_old_works(t, kNow + 6);
    return true;
  });
  EXPECT_THAT(fetch_works(database_, everything(), 10), testing::SizeIs(1));
}

XUESHI_ON_EACH_BACKEND(WorksTest);

}  // namespace
}  // namespace xueshi::store
