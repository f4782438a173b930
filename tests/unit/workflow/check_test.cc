// Every check of a graph file, on the smallest graph that fails it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "workflow_support.h"

namespace xueshi::workflow {
namespace {

using test::findings_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Four lines above the places, so that they begin in line 5.
std::string graph(const std::string& places, const std::string& transitions) {
  return "title: 计划\nsubject: plan\n\nplaces:\n" + places + "transitions:\n" + transitions;
}

const std::string kTwoPlaces =
    "  draft: {label: 暂存, start: true}\n"
    "  done: {label: 办结, end: true}\n";
const std::string kFinish = "  - {do: finish, from: draft, to: done, by: author}\n";

TEST(Graph, TheSmallestIsSound) {
  EXPECT_THAT(findings_of(graph(kTwoPlaces, kFinish)), IsEmpty());
  Definition definition =
      test::parse_sound(test::plan_registry(), "plan", graph(kTwoPlaces, kFinish));
  ASSERT_EQ(definition.regions.size(), 1u);
  EXPECT_EQ(definition.regions[0].name, "status");
  EXPECT_EQ(definition.regions[0].label, "状态");
  EXPECT_EQ(definition.start_of(0).name, "draft");
  EXPECT_EQ(definition.transitions[0].label, "finish") << "the action where there is no label";
  EXPECT_EQ(definition.vocabulary.facts.back().name, "status");
}

TEST(Graph, IsLookedUpByName) {
  Definition plan = test::shipped("plan");
  EXPECT_EQ(plan.find_place("nowhere"), nullptr);
  EXPECT_EQ(plan.find_region("withdrawal"), 3u);
  EXPECT_EQ(plan.find_region("status"), std::nullopt);
  EXPECT_EQ(plan.find_check("funded")->otherwise, "计划没有申请院经费支持，请选择“审批通过”");
  EXPECT_EQ(plan.label_of("at_institute"), "已上报");
  EXPECT_EQ(plan.label_of("gone"), "gone") << "a place of another version";
  EXPECT_EQ(plan.label_of_action("submit"), "上报");
  EXPECT_EQ(plan.label_of_action("edit"), "编辑");
  EXPECT_EQ(plan.label_of_action("edit", "reported"), "编辑（重新上报）");
  EXPECT_EQ(plan.label_of_action("sumbit"), "sumbit") << "there is none";
  EXPECT_EQ(plan.full_label_of("at_institute"), "已上报（at_institute）") << "four are called so";
  EXPECT_EQ(plan.full_label_of("draft"), "暂存");
  EXPECT_THAT(plan.places_labelled("已上报"),
              ElementsAre("reported", "at_department", "at_institute", "at_academy"));
  EXPECT_THAT(plan.actions(),
              ElementsAre("create", "edit", "copy", "rank", "delete", "submit", "approve", "return",
                          "refuse", "support", "pass", "publish", "unpublish", "withdraw"))
      << "neither what passes on nor what only the program does";
}

TEST(Form, UnknownWordsAreNamedWithTheNearest) {
  EXPECT_THAT(findings_of(graph(kTwoPlaces, kFinish) + "plases: {}\n"),
              ElementsAre("p.yaml:9:1: 未知的键 'plases'，是否应为 'places'？ "
                          "[workflow.unknown-key]"));
  EXPECT_THAT(
      findings_of(graph(kTwoPlaces,
                        "  - {do: finish, from: draft, to: done, by: authr, needs: [coment], "
                        "effects: [keep_reasn], sets: [计划名], when: {kimd: annual}}\n")),
      ElementsAre(
          "p.yaml:8:45: 未知的词 'authr'，是否应为 'author'？ [workflow.unknown-word]",
          "p.yaml:8:60: 未知的要求 'coment'，是否应为 'comment'？ [workflow.unknown-need]",
          "p.yaml:8:79: 未知的效果 'keep_reasn'，是否应为 'keep_reason'？ "
          "[workflow.unknown-effect]",
          "p.yaml:8:99: 未知的栏目 '计划名'，是否应为 '计划名称'？ [workflow.unknown-field]",
          "p.yaml:8:112: 未知的条件 'kimd'，是否应为 'kind'？ [workflow.unknown-fact]"));
}

TEST(Form, OfficesNameTheirRoleAndWhereItStands) {
  auto by = [](const std::string& by) {
    return findings_of(
        graph(kTwoPlaces, "  - {do: finish, from: draft, to: done, by: " + by + "}\n"));
  };
  EXPECT_THAT(by("[author, {role: institute_admin, at: institute_of_subject}]"), IsEmpty());
  EXPECT_THAT(by("{role: institut_admin, at: academi}"),
              ElementsAre("p.yaml:8:52: 未知的角色 'institut_admin'，是否应为 'institute_admin'？ "
                          "[workflow.unknown-role]",
                          "p.yaml:8:72: 未知的所在机构 'academi'，是否应为 'academy'？ "
                          "[workflow.unknown-stand]"));
  EXPECT_THAT(
      by("institute_admin"),
      ElementsAre("p.yaml:8:45: 角色要写明所在机构，请写成 {role: institute_admin, at: …}，at "
                  "可以是：unit_of_subject、institute_of_subject、academy、above_subject "
                  "[workflow.wrong-kind]"));
  EXPECT_THAT(by("[author, author]"),
              ElementsAre("p.yaml:8:54: 'author' 重复，请只保留一个 [workflow.duplicate-word]"));
}

TEST(Form, AListOfHeadingsIsWrittenOnce) {
  std::string text =
      graph(kTwoPlaces,
            "  - {do: edit, from: draft, by: author, sets: [年度, basics]}\n" + kFinish) +
      "fields:\n  basics: [计划名称, 学时]\n";
  Definition definition = test::parse_sound(test::plan_registry(), "plan", text);
  EXPECT_THAT(definition.transitions[0].sets, ElementsAre("年度", "计划名称", "学时"));
}

TEST(Form, AListOfHeadingsHoldsHeadingsAlone) {
  auto findings = [](const std::string& fields) {
    return findings_of(graph(kTwoPlaces, kFinish) + "fields:\n" + fields);
  };
  EXPECT_THAT(findings("  a: [学时]\n  b: [a]\n"),
              ElementsAre(HasSubstr("p.yaml:11:7: 未知的栏目 'a'")))
      << "a list is no part of another";
  EXPECT_THAT(findings("  a: 学时\n"), ElementsAre(HasSubstr("[workflow.wrong-kind]")));
  EXPECT_THAT(findings("  a: []\n"), ElementsAre(HasSubstr("[workflow.wrong-value]")));
  EXPECT_THAT(findings("  基本: [学时]\n"), ElementsAre(HasSubstr("[workflow.wrong-name]")));
  EXPECT_THAT(findings("  a: [学时, 学时]\n"), ElementsAre(HasSubstr("[workflow.duplicate-word]")));
}

// The database keeps a place for the regions of a subject and for no others.
TEST(Form, TheRegionsAreThoseOfTheSubject) {
  Registry registry = test::plan_registry();
  registry.regions = {"status"};
  EXPECT_EQ(test::parse_sound(registry, "plan", graph(kTwoPlaces, kFinish)).regions.size(), 1u);
  registry.regions = {"review", "publication"};
  base::Findings findings;
  parse_definition(registry, "plan", "p.yaml", graph(kTwoPlaces, kFinish), findings);
  std::vector<std::string> codes;
  for (const base::Finding& finding : findings.kept()) codes.push_back(finding.code);
  EXPECT_THAT(codes, ElementsAre("workflow.missing-region", "workflow.missing-region"));
}

TEST(Form, TheSubjectIsTheOneThatIsAskedFor) {
  std::string text = graph(kTwoPlaces, kFinish);
  text.replace(text.find("subject: plan"), 13, "subject: class");
  EXPECT_THAT(findings_of(text),
              ElementsAre("p.yaml:2:10: subject 应为 'plan'，这里写的是 'class'，请更正 "
                          "[workflow.wrong-subject]"));
  EXPECT_EQ(find_subject("c.yaml", text)->word, "class");
  EXPECT_FALSE(find_subject("c.yaml", "places: {}"));
  EXPECT_FALSE(find_subject("c.yaml", "a: [b"));
}

TEST(Form, RegionsAreDeclaredAndHaveNamesOfTheirOwn) {
  EXPECT_THAT(
      findings_of("title: 计划\nsubject: plan\nregions: {review: 审批, kind: 类型}\nplaces:\n"
                  "  a: {label: 甲, region: reviw, start: true, end: true}\n"
                  "  b: {label: 乙, region: kind, start: true, end: true}\ntransitions: []\n"),
      ElementsAre("p.yaml:3:23: 方面 'kind' 与 when 中的条件重名，请另取一个名称 "
                  "[workflow.duplicate-name]",
                  "p.yaml:5:25: 方面 'reviw' 不在 regions 中，是否应为 'review'？ "
                  "[workflow.unknown-region]"));
}

TEST(Form, NamesArePlain) {
  EXPECT_THAT(findings_of(graph("  暂存: {label: 暂存, start: true, end: true}\n",
                                "  - {do: edit, from: 暂存, by: author}\n")),
              ElementsAre("p.yaml:5:3: '暂存' 不能作名称，请只用小写字母、数字、'_' 和 "
                          "'-'；中文写在 label 里 [workflow.wrong-name]"));
}

TEST(Form, AListOfNothingAndACheckOfATakenNameAreMistakes) {
  EXPECT_THAT(
      findings_of(
          graph(kTwoPlaces, "  - {do: finish, from: draft, to: done, by: author, needs: []}\n") +
          "checks:\n  money: {when: {}, otherwise: 不全}\n"),
      ElementsAre("p.yaml:8:60: 列表不能为空，请去掉这个键或补上内容 "
                  "[workflow.wrong-value]",
                  "p.yaml:10:3: 检查 'money' 与 needs 中已有的要求重名，请另取一个名称 "
                  "[workflow.duplicate-name]"));
}

TEST(Form, APlaceIsDeclaredOnce) {
  EXPECT_THAT(findings_of(graph(kTwoPlaces + "  draft: {label: 又}\n", kFinish)),
              ElementsAre(HasSubstr("[yaml.duplicate-key]")));
}

TEST(Ends, AMisspeltPlaceIsOneMistakeOnly) {
  EXPECT_THAT(
      findings_of(graph(kTwoPlaces, "  - {do: finish, from: [draft], to: doen, by: author}\n")),
      ElementsAre("p.yaml:8:37: 状态 'doen' 不在 places 中，是否应为 'done'？ "
                  "[workflow.unknown-place]"))
      << "its loops and reachability are those of the place that was meant";
}

// Where nobody can tell what was meant, nothing is said about what hangs on it.
TEST(Ends, AStrangePlaceIsOneMistakeOnly) {
  EXPECT_THAT(
      findings_of(graph(kTwoPlaces, "  - {do: finish, from: draft, to: xyz, by: author}\n")),
      ElementsAre("p.yaml:8:35: 状态 'xyz' 不在 places 中，可用的状态：draft、done "
                  "[workflow.unknown-place]"));
  EXPECT_THAT(findings_of(graph(kTwoPlaces, "  - {do: finish, from: xyz, to: done, by: author}\n")),
              ElementsAre("p.yaml:8:24: 状态 'xyz' 不在 places 中，可用的状态：draft、done "
                          "[workflow.unknown-place]"));
}

TEST(Ends, TheShapeIsProvedAmongOtherMistakes) {
  EXPECT_THAT(
      findings_of(graph(kTwoPlaces + "  lost: {label: 没人去}\n",
                        "  - {do: finish, from: draft, to: done, by: athor, needs: [nothing]}\n")),
      ElementsAre("p.yaml:7:3: 从起点走不到状态 'lost'，请补上通向它的流转，或删去它 "
                  "[workflow.unreachable]",
                  "p.yaml:7:3: 状态 'lost' 走不到任何终点，请补上从它出发的流转，或写上 end: true "
                  "[workflow.no-end]",
                  "p.yaml:9:45: 未知的词 'athor'，是否应为 'author'？ [workflow.unknown-word]",
                  HasSubstr("p.yaml:9:60: 未知的要求 'nothing'，可用的要求：comment、money")));
}

TEST(Ends, ATransitionStaysInOneRegion) {
  EXPECT_THAT(
      findings_of("title: 计划\nsubject: plan\nregions: {review: 审批, execution: 实施}\nplaces:\n"
                  "  a: {label: 甲, region: review, start: true, end: true}\n"
                  "  b: {label: 乙, region: execution, start: true, end: true}\n"
                  "transitions:\n  - {do: go, from: a, to: b, by: author}\n"),
      ElementsAre("p.yaml:8:27: 'b' 属于“实施”，'a' 却属于“审批”；一个流转不能跨方面，请拆成两个 "
                  "[workflow.two-regions]"));
}

TEST(Ends, WhatComesFromNowhereMakesANewItem) {
  EXPECT_THAT(findings_of(graph(kTwoPlaces, kFinish + "  - {do: create, to: draft, by: author}\n")),
              IsEmpty());
  EXPECT_THAT(
      findings_of(graph(kTwoPlaces, kFinish + "  - {do: create, to: done, by: author}\n"
                                              "  - {do: nothing, by: author}\n")),
      ElementsAre("p.yaml:9:22: 没有 from 的流转是新建，只能到起点，'done' 不是起点；请补上 "
                  "from，或改 to [workflow.not-a-start]",
                  "p.yaml:10:6: 缺少 'from'，请写明从哪个状态开始 [workflow.missing-key]"));
}

TEST(Shape, EveryRegionHasOneStart) {
  EXPECT_THAT(
      findings_of(graph("  draft: {label: 暂存}\n  done: {label: 办结, end: true}\n", kFinish)),
      ElementsAre("p.yaml:4:1: “状态”没有起点，请给开始的状态写上 start: true "
                  "[workflow.no-start]"));
  EXPECT_THAT(
      findings_of(graph(kTwoPlaces + "  other: {label: 又, start: true, end: true}\n", kFinish)),
      ElementsAre("p.yaml:7:3: “状态”有两个起点，'draft' 和 'other'，请只保留一个 start: "
                  "true [workflow.two-starts]"));
}

TEST(Shape, FromEveryPlaceAnEndIsReached) {
  EXPECT_THAT(
      findings_of(graph("  draft: {label: 暂存, start: true}\n  done: {label: 办结}\n", kFinish)),
      ElementsAre("p.yaml:4:1: “状态”没有终点，请给办结的状态写上 end: true "
                  "[workflow.no-end]"));
  EXPECT_THAT(
      findings_of(graph(kTwoPlaces + "  stuck: {label: 卡住}\n",
                        kFinish + "  - {do: stop, from: draft, to: stuck, by: author}\n")),
      ElementsAre("p.yaml:7:3: 状态 'stuck' 走不到任何终点，请补上从它出发的流转，或写上 end: true "
                  "[workflow.no-end]"));
}

TEST(Shape, LoopsAreMarked) {
  const std::string places =
      "  draft: {label: 暂存, start: true}\n"
      "  sent: {label: 已送}\n"
      "  done: {label: 办结, end: true}\n";
  const std::string ways =
      "  - {do: send, from: draft, to: sent, by: author}\n"
      "  - {do: finish, from: sent, to: done, by: author}\n";
  EXPECT_THAT(findings_of(graph(places, ways + "  - {do: back, from: sent, to: draft, by: "
                                               "author, returns: true}\n")),
              IsEmpty());
  EXPECT_THAT(
      findings_of(graph(places, ways + "  - {do: back, from: sent, to: draft, by: author}\n")),
      ElementsAre("p.yaml:11:6: “back”绕成了一圈：draft → sent → draft；请给其中退回的流转写上 "
                  "returns: true [workflow.unmarked-loop]"));
  EXPECT_THAT(findings_of(graph(places, ways + "  - {do: edit, from: draft, to: draft, by: "
                                               "author}\n")),
              ElementsAre("p.yaml:11:6: “edit”回到原处：draft → draft；状态不变的请去掉 "
                          "to，确实要重来的写上 returns: true [workflow.unmarked-loop]"));
}

TEST(Shape, PassingOnComesToAnEnd) {
  const std::string places =
      "  draft: {label: 暂存, start: true}\n"
      "  a: {label: 甲}\n"
      "  b: {label: 乙}\n"
      "  done: {label: 办结, end: true}\n";
  EXPECT_THAT(
      findings_of(graph(places,
                        "  - {do: send, from: draft, to: a, by: author}\n"
                        "  - {do: route, from: a, to: b, passes_on: always, returns: true}\n"
                        "  - {do: route, from: b, to: a, passes_on: always}\n"
                        "  - {do: finish, from: b, to: done, by: author}\n")),
      ElementsAre("p.yaml:12:6: 自动转出的流转绕成了一圈，会没完没了：a → b → a；请去掉其中一个 "
                  "passes_on [workflow.endless-passing]"));
}

TEST(Choices, NeverAreTwo) {
  auto two = [](const std::string& first, const std::string& second) {
    return findings_of(graph(kTwoPlaces + "  other: {label: 他, end: true}\n",
                             "  - {do: go, from: draft, to: done, by: author" + first + "}\n" +
                                 "  - {do: go, from: draft, to: other, by: author" + second +
                                 "}\n"));
  };
  EXPECT_THAT(two(", when: {kind: annual}", ", when: {kind: added}"), IsEmpty());
  EXPECT_THAT(two(", when: {kind: annual}", ", when: {none_of: [{kind: annual}]}"), IsEmpty());
  EXPECT_THAT(two("", ""),
              ElementsAre("p.yaml:10:6: 从 'draft' 办理“go”时，这一流转与第 9 行的会同时适用，"
                          "例如：任何情况；请用 when 分开 [workflow.ambiguous]"));
  EXPECT_THAT(two(", when: {kind: annual}", ", when: {any_of: [{kind: added}, {unit: branch}]}"),
              ElementsAre("p.yaml:10:6: 从 'draft' 办理“go”时，这一流转与第 9 行的会同时适用，"
                          "例如：kind = annual, unit = branch；请用 when 分开 "
                          "[workflow.ambiguous]"));
}

TEST(Choices, NeverAreNone) {
  EXPECT_THAT(findings_of(graph(kTwoPlaces,
                                "  - {do: finish, from: draft, to: done, by: author, when: {kind: "
                                "annual}}\n")),
              IsEmpty())
      << "a single condition is a guard";
  EXPECT_THAT(findings_of(graph(kTwoPlaces + "  other: {label: 他, end: true}\n",
                                "  - {do: go, from: draft, to: done, by: author, when: {unit: "
                                "[department, branch]}}\n"
                                "  - {do: go, from: draft, to: other, by: author, when: {unit: "
                                "academy}}\n")),
              ElementsAre("p.yaml:9:6: 从 'draft' 办理“go”时，有的情况没有去处，例如：unit = "
                          "institute；请补上一个流转，或放宽 when [workflow.gap]"));
  EXPECT_THAT(findings_of(graph(kTwoPlaces,
                                "  - {do: route, from: draft, to: done, passes_on: always, when: "
                                "{this_year: true}}\n")),
              ElementsAre("p.yaml:8:6: 从 'draft' 自动转出时，有的情况没有去处，例如：this_year = "
                          "false；请补上一个流转，或放宽 when [workflow.gap]"));
}

// Two routes of different actions are one question: what passes on is asked by nobody.
TEST(Choices, WhatPassesOnCompetesWhateverItsName) {
  EXPECT_THAT(findings_of(graph(kTwoPlaces + "  other: {label: 他, end: true}\n",
                                "  - {do: here, from: draft, to: done, passes_on: always}\n"
                                "  - {do: there, from: draft, to: other, passes_on: always}\n")),
              ElementsAre(HasSubstr("[workflow.ambiguous]")));
}

// At a place its region's fact is known: nothing else has to be covered.
TEST(Choices, ThePlaceItselfIsKnown) {
  EXPECT_THAT(
      findings_of(graph(kTwoPlaces + "  sent: {label: 已送}\n",
                        "  - {do: go, from: draft, to: sent, by: author, when: {status: draft, "
                        "kind: annual}}\n"
                        "  - {do: go, from: draft, to: done, by: author, when: {kind: added}}\n"
                        "  - {do: finish, from: sent, to: done, by: author}\n")),
      IsEmpty());
}

TEST(Choices, AMissingFactIsShownAsSuch) {
  base::Findings findings;
  Registry registry = test::class_registry();
  std::string text = graph(kTwoPlaces + "  other: {label: 他, end: true}\n",
                           "  - {do: go, from: draft, to: done, by: author, when: {plan_kind: "
                           "annual}}\n"
                           "  - {do: go, from: draft, to: other, by: author, when: {plan_kind: "
                           "added}}\n");
  text.replace(text.find("subject: plan"), 13, "subject: class");
  parse_definition(registry, "class", "c.yaml", text, findings);
  ASSERT_EQ(findings.errors(), 1u);
  EXPECT_THAT(findings.kept()[0].message, HasSubstr("例如：plan_kind 未填写；"));
}

TEST(Passing, AsksNobodyAndLeavesNothingUndone) {
  auto with = [](const std::string& rest) {
    return findings_of(graph(kTwoPlaces, "  - {do: go, from: draft, to: done, " + rest + "}\n"));
  };
  EXPECT_THAT(with("passes_on: always"), IsEmpty());
  EXPECT_THAT(with("label: 走"),
              ElementsAre("p.yaml:8:6: 没有人能办理“走”，请用 by 写明由谁办理；不经人办理的写 "
                          "passes_on: always [workflow.nobody]"));
  EXPECT_THAT(with("passes_on: always, by: author, needs: [comment]"),
              ElementsAre("p.yaml:8:56: passes_on: always 的流转不经人办理，条件写在 when "
                          "里，不能有 'by'，请去掉 [workflow.passes-on]",
                          "p.yaml:8:68: passes_on: always 的流转不经人办理，条件写在 when "
                          "里，不能有 'needs'，请去掉 [workflow.passes-on]"));
  EXPECT_THAT(with("passes_on: vacant, by: author"),
              ElementsAre("p.yaml:8:48: passes_on: vacant 只用于审批：审批的人空缺时才越过，请补上 "
                          "verdict: true [workflow.passes-on]"));
  EXPECT_THAT(with("passes_on: vacant, by: author, verdict: true, effects: [keep_reason]"),
              ElementsAre("p.yaml:8:83: passes_on: vacant 的流转可能被越过，不能有 "
                          "'effects'，请去掉 [workflow.passes-on]"));
}

TEST(Reach, IsThatOfItemsWithTheFact) {
  Definition plan = test::shipped("plan");
  auto reached = [&](const std::string& unit) {
    std::vector<std::string> names;
    for (const Place* place :
         places_reached(plan, condition::fact_is(plan.vocabulary, "unit", unit)))
      if (place->name.rfind("at_", 0) == 0) names.push_back(place->name);
    return names;
  };
  EXPECT_THAT(reached("department"), ElementsAre("at_department", "at_institute", "at_academy"));
  EXPECT_THAT(reached("institute"), ElementsAre("at_institute", "at_academy"));
  EXPECT_THAT(reached("branch"), ElementsAre("at_academy"));
  EXPECT_THAT(reached("academy"), IsEmpty()) << "its own plans need nobody";
}

}  // namespace
}  // namespace xueshi::workflow
