// What changed between two versions of a graph, as people read it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "workflow_support.h"

namespace xueshi::workflow {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Definition changed(const std::vector<std::pair<std::string, std::string>>& edits) {
  std::string text = test::read_graph("annual-summary");
  for (const auto& [before, after] : edits) {
    EXPECT_NE(text.find(before), std::string::npos) << before;
    text.replace(text.find(before), before.size(), after);
  }
  return test::parse_sound(test::summary_registry(), "annual-summary", text);
}

std::vector<std::string> compared(const std::vector<std::pair<std::string, std::string>>& edits) {
  return compare(changed({}), changed(edits));
}

TEST(Compare, NothingChangedIsNothing) {
  EXPECT_THAT(compared({}), IsEmpty());
  for (const test::Shipped& one : test::shipped_graphs()) {
    EXPECT_THAT(compare(test::shipped(one.name), test::shipped(one.name)), IsEmpty());
  }
}

TEST(Compare, PlacesAreComparedByName) {
  EXPECT_THAT(compared({{"label: 已删除, end: true}",
                         "label: 已作废, end: true}\n  kept: {label: 存档, end: "
                         "true}"},
                        {"  - do: reopen",
                         "  - {do: keep, label: 存档, from: submitted, to: kept, by: "
                         "administrator}\n  - do: reopen"}}),
              ElementsAre("更改状态 'deleted'（已作废）：名称由“已删除”改为“已作废”",
                          "新增状态 'kept'（存档）", "新增流转 'keep'（存档）submitted → kept"));
}

TEST(Compare, TransitionsAreMatchedByWhatTheyDo) {
  EXPECT_THAT(compared({{"from: [draft, submitted]", "from: draft"},
                        {"    needs: [created, backbone_finalised, funds]",
                         "    needs: [comment, created]"},
                        {"  - do: reopen\n    label: 修改\n    from: submitted\n    to: draft\n"
                         "    by: {role: institute_admin, at: institute_of_subject}\n"
                         "    returns: true\n",
                         ""}}),
              ElementsAre("更改流转 'submit'（提交）draft → "
                          "submitted：要求由“created、backbone_finalised、funds”改为“comment、"
                          "created”",
                          "更改流转 'delete'（删除）draft → "
                          "deleted：起点由“draft、submitted”改为“draft”",
                          "删去流转 'reopen'（修改）submitted → draft"));
}

TEST(Compare, WhoAndChecksAreCompared) {
  std::string who =
      "by: {role: institute_admin, at: institute_of_subject}\n    needs: "
      "[backbone_finalised]";
  EXPECT_THAT(compared({{who, "by: administrator\n    needs: [open]"},
                        {"transitions:",
                         "checks:\n  open: {when: {status: draft}, otherwise: "
                         "已提交}\n\ntransitions:"}}),
              ElementsAre("新增检查 'open'",
                          "更改流转 'refresh'（刷新数据）draft → 不变：办理人由“institute_admin@"
                          "institute_of_subject”改为“administrator”；要求由“backbone_finalised”改为"
                          "“open”"));
}

}  // namespace
}  // namespace xueshi::workflow
