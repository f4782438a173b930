// 我的档案 as S2 Q2 counts it (domain.md §5, §6.9; policy.md §1, `archive`).
#include "hours/archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules_support.h"

namespace xueshi::hours {
namespace {

using ::testing::ElementsAre;

LearningRecord of_category(LearningRecord record, std::string category) {
  record.category = std::move(category);
  return record;
}

std::vector<std::string> lines_of(const policy::Policy& policy,
                                  const std::vector<LearningRecord>& records,
                                  const std::vector<Exam>& exams = {}) {
  return render_archive(policy, make_statement(policy, test::learner(policy), records), exams);
}

Exam exam(bool passed) {
  Exam one;
  one.passed = passed;
  return one;
}

TEST(Archive, IsTheSixLinesThatThePolicyWrites) {
  EXPECT_THAT(lines_of(test::load_policy(2024),
                       {of_category(test::record("K1", "roster", "2024-03-01", "4"), "系列讲座"),
                        of_category(test::record("K2", "roster", "2024-04-01", "2"), "上岗培训"),
                        test::record("L1", "线下培训", "2024-05-01", "12"),
                        test::record("L2", "在职自学", "2024-05-02", "3")},
                       {exam(true), exam(false)}),
              ElementsAre("培训项目3个，其中系列讲座1个，外部培训1个，实际时长18小时。",
                          "在职自学1项，实际时长3小时。", "公派留学0项，实际时长0小时。",
                          "在线学习课程数0个，实际时长0小时。", "外部网络学习0项，实际时长0小时。",
                          "参加考试数2个，其中合格率为50.0%。"));
}

TEST(Archive, CountsNoRecordThatDoesNotCountAndNoneOfAnotherYear) {
  EXPECT_EQ(lines_of(test::load_policy(2024), {test::record("L1", "线下培训", "2024-05-01", "12",
                                                            std::string(place::kPending)),
                                               test::record("L2", "线下培训", "2023-05-01", "12")})
                .front(),
            "培训项目0个，其中系列讲座0个，外部培训0个，实际时长0小时。");
}

policy::Policy policy_of(const std::string& archive) {
  policy::Shelf shelf;
  shelf.by_year[2024] = {
      "rules/2024.yaml",
      "title: 甲\nsource: 乙\n"
      "uncounted: [线下培训, 网络学时, 在职自学, 公派留学, 在线学习]\naccounts:\n"
      "  all: {label: 总, of: [a, b]}\n"
      "  a: {label: 面授, takes: [roster]}\n"
      "  b: {label: 论文, takes: [论文]}\n"
      "requirements:\n  - {id: everyone, need: {all: 1}}\nexempt: []\n" +
          archive};
  return test::load_policy(2024, shelf);
}

TEST(Archive, HasALineForEveryLeafWhereThePolicyWritesNone) {
  policy::Policy policy = policy_of("");
  EXPECT_THAT(lines_of(policy, {test::record("L1", "论文", "2024-05-01", "2")}),
              ElementsAre("面授0项，实际时长0小时。", "论文1项，实际时长2小时。"));
  EXPECT_THAT(lines_of(policy, {}, {exam(true)}),
              ElementsAre("面授0项，实际时长0小时。", "论文0项，实际时长0小时。",
                          "参加考试数1个，其中合格率为100.0%。"));
}

TEST(Archive, LosesNothingThatNoLineCounts) {
  policy::Shelf shelf;  // a later file adds an account, and no line for it
  shelf.by_year[2023] = {
      "rules/2023.yaml",
      "title: 甲\nsource: 乙\n"
      "uncounted: [线下培训, 网络学时, 在职自学, 公派留学, 在线学习]\naccounts:\n"
      "  all: {label: 总, of: [a]}\n  a: {label: 面授, takes: [roster]}\n"
      "requirements:\n  - {id: everyone, need: {all: 1}}\nexempt: []\n"
      "archive:\n  - {line: \"共{count}场\", of: [a]}\n"};
  shelf.by_year[2024] = {"rules/2024.yaml",
                         "extends: 2023\nsource: 丙\naccounts:\n  all: {of: [a, b]}\n"
                         "  b: {label: 论文, takes: [论文]}\n"};
  policy::Policy policy = test::load_policy(2024, shelf);
  EXPECT_THAT(lines_of(policy, {test::record("L1", "论文", "2024-05-01", "2"),
                                test::record("L2", "外派", "2024-05-01", "3"),
                                test::record("K1", "roster", "2024-05-01", "1")}),
              ElementsAre("共1场", "论文1项，实际时长2小时。", "外派1项，实际时长3小时。"));
}

TEST(Archive, TellsWhatIsNotEnteredInHoursInItsUnit) {
  policy::Policy policy = policy_of("sources:\n  论文: {unit: 篇, worth: 40}\n");
  EXPECT_THAT(lines_of(policy, {test::record("L1", "论文", "2024-05-01", "2"),
                                test::record("L2", "论文", "2024-06-01", "0.5")}),
              ElementsAre("面授0项，实际时长0小时。", "论文2项，共2.5篇。"));
}

TEST(Archive, OfABranchCountsWhatLiesBelow) {
  policy::Policy policy = policy_of("archive:\n  - {line: \"{count}项{hours}\", of: [all]}\n");
  EXPECT_THAT(lines_of(policy, {test::record("L1", "论文", "2024-05-01", "2"),
                                test::record("K1", "roster", "2024-05-01", "1")}),
              ElementsAre("2项3小时"));
}

TEST(Archive, AnAccountThatIsTakenAwayTakesItsLineWithIt) {
  policy::Shelf shelf = test::real_shelf();
  shelf.by_year[2024] = {"rules/2024.yaml",
                         "extends: 2023\nsource: 丙\nuncounted: [公派留学]\naccounts:\n"
                         "  study_abroad: none\n"
                         "  training: {of: [class, external, self_study]}\n"};
  std::vector<std::string> lines = lines_of(test::load_policy(2024, shelf), {});
  ASSERT_EQ(lines.size(), 5u);
  EXPECT_EQ(lines[2], "在线学习课程数0个，实际时长0小时。");
}

}  // namespace
}  // namespace xueshi::hours
