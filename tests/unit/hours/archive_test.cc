// 我的档案 as S2 Q2 counts it (domain.md §5, §6.9).
#include "hours/archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace xueshi::hours {
namespace {

LearningRecord record(const char* number, const char* source, const char* category, int hours) {
  LearningRecord one;
  one.number = number;
  one.source = source;
  one.category = category;
  one.length = base::Hours::of_hours(hours);
  one.status = place::kApproved;
  return one;
}

TEST(Archive, CountsClassesAndExternalTrainingsTogether) {
  Statement statement;
  statement.records = {record("K1", std::string(kRosterSource).c_str(), "系列讲座", 4),
                       record("L1", "线下培训", "", 12), record("L2", "在职自学", "", 3)};
  std::vector<std::string> lines = render(make_archive(statement, {}));
  EXPECT_EQ(lines[0], "培训项目2个，其中系列讲座1个，外部培训1个，实际时长16小时。");
  EXPECT_EQ(lines[1], "在职自学1项，实际时长3小时。");
  EXPECT_EQ(lines[5], "参加考试数0个，其中合格率为0.0%。");
}

TEST(Archive, CountsNoRecordThatDoesNotCount) {
  Statement statement;
  statement.records = {record("L1", "线下培训", "", 12)};
  statement.records[0].status = place::kPending;
  EXPECT_EQ(render(make_archive(statement, {}))[0],
            "培训项目0个，其中系列讲座0个，外部培训0个，实际时长0小时。");
}

}  // namespace
}  // namespace xueshi::hours
