// Drawings: what is in them; how they look is for the eye (XUESHI_DRAW, shipped_test.cc).
#include "workflow/draw.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "workflow_support.h"

namespace xueshi::workflow {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Drawing, HasAClusterForEachRegionAndTellsStartAndEnd) {
  std::string dot = render_dot(test::shipped("plan"), {});
  EXPECT_THAT(dot, HasSubstr("subgraph \"cluster_review\""));
  EXPECT_THAT(dot, HasSubstr("label=\"撤销情况\""));
  EXPECT_THAT(dot, HasSubstr("\"draft\" [label=<暂存<br/><font point-size=\"8\" "
                             "color=\"gray45\">draft</font>>, penwidth=2.2];"));
  EXPECT_THAT(dot, HasSubstr("\"refused\" [label=<审批未通过<br/><font point-size=\"8\" "
                             "color=\"gray45\">refused</font>>, peripheries=2];"));
}

TEST(Drawing, ArrowsSayWhatAndWhoAndHow) {
  std::string dot = render_dot(test::shipped("plan"), {});
  EXPECT_THAT(dot, HasSubstr("\"draft\" -> \"reported\" [label=\"  上报\\l  编制者\\l\"];"));
  EXPECT_THAT(dot, HasSubstr("\"at_academy\" -> \"returned\" [label=\"  驳回修改\\l  "
                             "academy_admin\\l\", style=dashed"));
  EXPECT_THAT(dot,
              HasSubstr("\"reported\" -> \"approved\" [label=\"  无须审批\\l\", style=dotted"));
  EXPECT_THAT(dot, HasSubstr("同意支持并上报\\l  审批通过但不支持\\l  institute_admin"))
      << "arrows that look alike are one";
  EXPECT_THAT(dot, HasSubstr("编辑（编制者）：暂存、驳回修改、审批通过"))
      << "what moves nothing is listed";
}

TEST(Drawing, TextOfPeopleIsEscaped) {
  Definition definition = test::parse_sound(
      test::plan_registry(), "plan",
      "title: '计<划> & \"案\"'\nsubject: plan\nplaces:\n"
      "  a: {label: '甲 & <乙> \"丙\"', start: true}\n  b: {label: 乙, end: true}\n"
      "transitions:\n  - {do: go, label: '走 \"过\" \\', from: a, to: b, by: author}\n");
  std::string dot = render_dot(definition, {});
  EXPECT_THAT(dot, HasSubstr("计&lt;划&gt; &amp; \"案\""));
  EXPECT_THAT(dot, HasSubstr("label=<甲 &amp; &lt;乙&gt; \"丙\"<br/>"));
  EXPECT_THAT(dot, HasSubstr("走 \\\"过\\\" \\\\\\l"));
}

TEST(Drawing, ShowsTheWayOfAnItem) {
  Highlight way{"计划 P1",
                {{"review", "draft", "draft", "edit"},
                 {"review", "draft", "reported", "submit"},
                 {"review", "at_department", "at_academy", "support"}},
                {"at_academy", "unpublished", "not_carried_out", "standing"},
                "院机关 的院管理员"};
  std::string dot = render_dot(test::shipped("plan"), way);
  EXPECT_THAT(dot, HasSubstr("培训计划 · 计划 P1"));
  EXPECT_THAT(dot, HasSubstr("等待：院机关 的院管理员"));
  EXPECT_THAT(dot, HasSubstr("\"draft\" -> \"reported\" [label=\"  [2] 上报\\l  编制者\\l\", "
                             "penwidth=2.6"));
  EXPECT_THAT(dot, HasSubstr("\"at_department\" -> \"at_academy\" [label=\"  [3] "
                             "同意支持并上报\\l\", penwidth=2.6"))
      << "a step over a vacant office has an arrow of its own";
  EXPECT_THAT(dot, HasSubstr("at_academy</font>>, fillcolor=\"#ffd978\"];"));
  EXPECT_THAT(render_dot(test::shipped("plan"), {}), Not(HasSubstr("ffd978")));
}

}  // namespace
}  // namespace xueshi::workflow
