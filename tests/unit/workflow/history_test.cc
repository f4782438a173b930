// Replay: recorded steps lead to the stored state, or the first that does not fit is named.
#include "workflow/history.h"

#include <gtest/gtest.h>

#include "workflow_support.h"

namespace xueshi::workflow {
namespace {

State at(const std::string& review, const std::string& publication = "unpublished") {
  return {review, publication, "not_carried_out", "standing"};
}

std::string replayed(const std::vector<Step>& steps, const State& now,
                     const State& origin = at("draft")) {
  static const Definition kPlan = test::shipped("plan");
  auto problem = replay(kPlan, origin, steps, now);
  return problem ? std::to_string(problem->step) + ": " + problem->message : "";
}

const Step kCreate = {"review", "", "draft", "create"};
const Step kSubmit = {"review", "draft", "reported", "submit"};
const Step kRoute = {"review", "reported", "at_department", "route"};

TEST(Replay, FollowsEveryKindOfStep) {
  EXPECT_EQ(replayed({}, at("draft")), "");
  EXPECT_EQ(replayed({kCreate,
                      {"review", "draft", "draft", "edit"},
                      kSubmit,
                      kRoute,
                      {"review", "at_department", "returned", "return"},
                      {"review", "returned", "reported", "submit"},
                      kRoute,
                      {"review", "at_department", "at_institute", "approve"},
                      {"review", "at_institute", "at_academy", "support"},
                      {"review", "at_academy", "approved", "approve"},
                      {"publication", "unpublished", "published", "publish"}},
                     at("approved", "published")),
            "");
}

TEST(Replay, PassesOverVacantOffices) {
  Step jump = {"review", "at_department", "at_academy", "support"};
  EXPECT_EQ(replayed({kCreate, kSubmit, kRoute, jump}, at("at_academy")), "");
  jump.from = "at_institute";
  EXPECT_EQ(replayed({kCreate, kSubmit, kRoute, jump}, at("at_academy")), "")
      << "also where the place it was taken from is kept";
}

// An imported report was never routed.
TEST(Replay, StartsWhereAnImportPlacedIt) {
  EXPECT_EQ(
      replayed({{"review", "reported", "returned", "return"}}, at("returned"), at("reported")), "");
}

TEST(Replay, NamesTheFirstStepThatDoesNotFit) {
  EXPECT_EQ(replayed({kCreate, kRoute}, at("at_department")),
            "1: “route”从 已上报（reported） 开始，而此前到达的是 暂存（draft）");
  EXPECT_EQ(replayed({kCreate, {"review", "draft", "approved", "approve"}}, at("approved")),
            "1: 流程中没有从 暂存（draft） 到 审批通过（approved） 的“approve”");
  EXPECT_EQ(replayed({kCreate, kCreate}, at("draft")),
            "1: “create”从 （无） 开始，而此前到达的是 暂存（draft）");
  EXPECT_EQ(replayed({{"mood", "a", "b", "c"}}, at("draft")), "0: 流程中没有方面 'mood'");
}

TEST(Replay, EndsWhereTheItemIs) {
  EXPECT_EQ(replayed({kCreate, kSubmit}, at("approved")),
            "2: 审批情况按记录应为 已上报（reported），而现在是 审批通过（approved）");
  EXPECT_EQ(replayed({kCreate}, at("draft", "published")),
            "1: 发布状态按记录应为 未发布（unpublished），而现在是 已发布（published）");
}

}  // namespace
}  // namespace xueshi::workflow
