// What came of a work is kept as it was, and a work that said nothing still says why.
#include "web/work_answer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "web/work_kinds.h"

namespace xueshi::web {
namespace {

work::Work with(const std::string& answer, const std::string& reason = "") {
  work::Work work;
  work.answer = answer;
  work.reason = reason;
  return work;
}

TEST(WorkAnswer, IsReadAsItWasKept) {
  WorkAnswer answer{201, "/admin/x?a=甲", "做完了", "甲.zip", {{"n", 1}}, {}};
  WorkAnswer read = answer_of(with(render(answer)));
  EXPECT_EQ(read.status, 201);
  EXPECT_EQ(read.place, answer.place);
  EXPECT_EQ(read.notice, answer.notice);
  EXPECT_EQ(read.file, answer.file);
  EXPECT_EQ(read.result, answer.result);
  EXPECT_TRUE(read.blockers.empty());
}

TEST(WorkAnswer, OfARefusalHasItsCodes) {
  base::Blockers blockers = {{"x.not-found", "没有"}};
  WorkAnswer read = answer_of(with(answer_of_refusal(blockers), "没有"));
  EXPECT_EQ(read.status, 404);
  EXPECT_EQ(read.blockers, blockers);
  EXPECT_EQ(read.result["blockers"][0]["code"], "x.not-found");
}

TEST(WorkAnswer, OfAWorkThatSaidNothingIsItsReason) {
  WorkAnswer read = answer_of(with("", "程序出错"));
  EXPECT_EQ(read.status, 422);
  EXPECT_EQ(read.blockers.front().message, "程序出错");
}

TEST(NotDone, SaysEveryReason) {
  WorkAnswer answer;
  answer.blockers = {{"a", "甲"}, {"b", "乙"}};
  work::Outcome outcome = not_done(answer);
  EXPECT_FALSE(outcome.is_done);
  EXPECT_EQ(outcome.reason, "甲；乙");
}

// A work is found again by what it is about: the same words for the same thing.
TEST(OrderOfReports, IsTheSameForTheSameReports) {
  ReportsOrder order{base::Year(2017), "I001", {"year-end"}, "/admin/reports"};
  EXPECT_EQ(order_of_reports(order, "a").about, order_of_reports(order, "b").about);
  ReportsOrder other = order;
  other.names = {"backbone"};
  EXPECT_NE(order_of_reports(order, "a").about, order_of_reports(other, "a").about);
}

}  // namespace
}  // namespace xueshi::web
