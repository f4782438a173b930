// What one more record would bring: the difference of two statements, whatever the caps.
#include "hours/gain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules_support.h"

namespace xueshi::hours {
namespace {

using base::Hours;
using policy::Policy;
using testing::ElementsAre;

// Of 2017: self-study under a cap of 10 (S4); 6 of 8 hours still fit, whenever they were.
TEST(Gain, StopsAtTheCap) {
  Policy policy = test::load_policy(2017);
  std::vector<LearningRecord> records = {test::record("L1", "在职自学", "2017-03-01", "4")};
  for (const char* day : {"2017-01-01", "2017-12-01"}) {
    Gain gain =
        try_record(policy, test::learner(policy), records, test::record("", "在职自学", day, "8"));
    EXPECT_EQ(gain.counted, Hours::of_hours(6)) << day;
    EXPECT_EQ(policy.accounts[*gain.cut_by].id, "self_study");
    EXPECT_THAT(render(policy, gain),
                ElementsAre("对您可计入 6 学时（共 8 学时）：'在职自学' 最多计入 10小时 "
                            "有效学时，其余只计入总学时",
                            "计入后2017年度还差 总学时 90 学时"));
  }
}

// Two requirements of 2020: the one that the record says nothing about is still missing.
TEST(Gain, SaysWhatIsStillMissing) {
  Policy policy = test::load_policy(2021);
  LearningRecord abroad = test::record("L2", "公派留学", "2021-05-01", "90");
  Gain gain = try_record(policy, test::learner(policy), {}, abroad);
  EXPECT_THAT(render(policy, gain),
              ElementsAre("对您可计入 90 学时", "计入后2021年度还差 网络学时 50 学时"));
  std::vector<LearningRecord> online = {test::record("L1", "网络学时", "2021-02-01", "50")};
  EXPECT_THAT(render(policy, try_record(policy, test::learner(policy), online, abroad)),
              ElementsAre("对您可计入 90 学时", "计入后即达到2021年度的要求"));
}

// One that waits for its verdict is weighed as if it had been given, not twice.
TEST(Gain, WeighsWhatWaitsOnce) {
  Policy policy = test::load_policy(2017);
  LearningRecord waiting = test::record("L1", "线下培训", "2017-03-01", "3小时0分1秒", "pending");
  Gain gain = try_record(policy, test::learner(policy), {waiting}, waiting);
  EXPECT_EQ(gain.after.records.size(), 1U);
  EXPECT_EQ(render(policy, gain).front(), "对您可计入 3小时0分1秒");
  waiting.status = place::kApproved;
  EXPECT_EQ(try_record(policy, test::learner(policy), {waiting}, waiting).counted, waiting.length);
}

// A source that no account of the year takes.
TEST(Gain, CountsNothingWithoutAnAccount) {
  Policy policy = test::load_policy(2017);
  Gain gain =
      try_record(policy, test::learner(policy), {}, test::record("L1", "慕课", "2017-03-01", "3"));
  EXPECT_EQ(render(policy, gain).front(), "对您可计入 0 学时：本年度的规定没有账户计入这一类别");
}

}  // namespace
}  // namespace xueshi::hours
