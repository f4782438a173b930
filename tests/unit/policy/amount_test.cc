// Amounts in the unit of a root: shown so that seconds stay apart, and read back to the second.
#include "policy/amount.h"

#include <gtest/gtest.h>

namespace xueshi::policy {
namespace {

using base::Hours;

// 总学分 in 学分 with a child, a tree apart in hours, and a sum over the first.
Policy three_trees() {
  Policy policy;
  policy.accounts.resize(4);
  policy.accounts[0].unit = "学分";
  policy.accounts[1].parent = 0;
  policy.accounts[3].sums = {1};
  return policy;
}

TEST(Amount, EachTreeHasTheUnitOfItsRoot) {
  Policy policy = three_trees();
  EXPECT_EQ(render_amount(policy, 0, Hours::of_seconds(45'000)), "12.5学分");
  EXPECT_EQ(render_amount(policy, 1, Hours::of_hours(60)), "60学分") << "below the root";
  EXPECT_EQ(render_amount(policy, 2, Hours::of_seconds(45'000)), "12小时30分") << "apart";
  EXPECT_EQ(render_amount(policy, 3, Hours::of_hours(2)), "2学分") << "a sum of its accounts";
  EXPECT_EQ(unit_word(policy, 2), "学时");
}

TEST(Amount, OfACapItIsEffectiveHours) {
  Policy policy = three_trees();
  EXPECT_EQ(render_effective(policy, 0, Hours::of_hours(60)), "60学分");
  EXPECT_EQ(render_effective(policy, 2, Hours::of_hours(60)), "60小时 有效学时");
}

TEST(Amount, EverySecondIsReadBack) {
  Policy policy = three_trees();
  for (int seconds = 0; seconds < 2 * 3600; ++seconds) {
    Hours hours = Hours::of_seconds(seconds);
    ASSERT_EQ(parse_amount(policy, 0, render_amount(policy, 0, hours)), hours) << seconds;
  }
}

TEST(Amount, AnotherUnitIsNotRead) {
  Policy policy = three_trees();
  EXPECT_EQ(parse_amount(policy, 0, "12.5"), Hours::of_seconds(45'000));
  EXPECT_EQ(parse_amount(policy, 2, "12.5学分"), std::nullopt);
  EXPECT_EQ(parse_amount(policy, 0, "12.5篇"), std::nullopt);
  EXPECT_EQ(parse_amount(policy, 0, "学分"), std::nullopt);
}

}  // namespace
}  // namespace xueshi::policy
