// Items on their way through the shipped graphs: what is allowed, what is refused and with which
// words, who is passed over, whom an item waits for.
#include "workflow/item.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "workflow_support.h"

namespace xueshi::workflow {
namespace {

using test::Person;
using test::Unmet;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// An item, and somebody who asks.
struct Case {
  Definition definition;
  State state;
  condition::Facts facts;
  Person person{};
  Unmet needs{};

  Situation situation() const { return {definition, state, facts, person, needs}; }
  Answer ask_for(const std::string& action) const { return ask(situation(), {action}); }
  std::vector<std::string> codes(const Request& request) const {
    std::vector<std::string> codes;
    for (const base::Blocker& blocker : ask(situation(), request).blockers)
      codes.push_back(blocker.code);
    return codes;
  }
  std::string message(const Request& request) const {
    Answer answer = ask(situation(), request);
    return answer.blockers.empty() ? "" : answer.blockers.front().message;
  }
  // The state after it; a refusal fails the test.
  State after(const Request& request) const {
    Answer answer = ask(situation(), request);
    for (const base::Blocker& blocker : answer.blockers) ADD_FAILURE() << blocker.message;
    return answer.blockers.empty() ? take(situation(), answer) : State();
  }
};

// An annual project plan of a department, made by a class administrator.
Case plan_at(const std::string& review) {
  Case made{test::shipped("plan"),
            {review, "unpublished", "not_carried_out", "standing"},
            {std::string("annual"), std::string("project"), std::string("department"),
             std::string("class_admin"), false, true, true, false, false, std::string("其他培训"),
             false, false, false, false}};
  return made;
}
constexpr std::size_t kKind = 0, kSubmittedAs = 3, kFunding = 4, kEditable = 6;

TEST(Asking, TheAuthorSubmitsADraft) {
  Case plan = plan_at("draft");
  plan.person.author();
  Answer answer = plan.ask_for("submit");
  ASSERT_THAT(answer.blockers, IsEmpty());
  EXPECT_EQ(answer.from, "draft");
  EXPECT_EQ(take(plan.situation(), answer)[0], "reported");
}

TEST(Asking, AnActionThatIsNoneIsRefusedWithTheNearest) {
  Case plan = plan_at("draft");
  EXPECT_THAT(plan.codes({"submitt"}), ElementsAre("plan.unknown-action"));
  EXPECT_THAT(plan.message({"submitt"}),
              HasSubstr("培训计划没有 'submitt' 这一操作，是否应为 'submit'？可用的操作："
                        "编辑（edit）、"));
  EXPECT_THAT(plan.message({"上报"}), HasSubstr("是否应为 'submit'？")) << "its label was typed";
  EXPECT_THAT(plan.message({"zzzzzz"}), HasSubstr("没有 'zzzzzz' 这一操作，可用的操作："));
}

TEST(Asking, WhatOnlyTheProgramDoesIsNoActionOfPeople) {
  Case plan = plan_at("approved");
  plan.state[1] = "published";
  plan.person.author();
  EXPECT_THAT(plan.codes({"carry_out"}), ElementsAre("plan.unknown-action"));
  EXPECT_THAT(plan.codes({"route"}), ElementsAre("plan.unknown-action"));
  EXPECT_EQ(plan.after({"carry_out", false, {}, true})[2], "carried_out");
}

TEST(Asking, TheWrongStatusIsNamedWithTheRightOnes) {
  Case plan = plan_at("approved");
  plan.person.author();
  EXPECT_THAT(plan.codes({"submit"}), ElementsAre("plan.place"));
  EXPECT_EQ(plan.message({"submit"}),
            "现在不能“上报”：审批情况为“审批通过”，只有“暂存”“驳回修改”时可以办理"
            "（不再举办的请撤销并填写撤销说明）");
}

// Whatever would stand in the way from anywhere is said along with it.
TEST(Asking, InTheWrongStatusTheOtherReasonsAreSaidToo) {
  Case plan = plan_at("approved");
  EXPECT_THAT(plan.codes({"submit"}), ElementsAre("plan.place", "plan.role"));
  EXPECT_THAT(plan.codes({"submit", false, {"排位"}}),
              ElementsAre("plan.place", "plan.role", "plan.field"));
}

// What is there is never made again.
TEST(Asking, NothingIsMadeTwice) {
  Case plan = plan_at("draft");
  plan.person.author();
  EXPECT_THAT(plan.codes({"create"}), ElementsAre("plan.place"));
}

// A withdrawn plan waits for nobody: no verdict could be given.
TEST(Waiting, IsOverWhereNoVerdictCouldBeGiven) {
  Case plan = plan_at("at_department");
  EXPECT_THAT(waits_for(plan.situation()), SizeIs(1));
  plan.state[3] = "withdrawn";
  EXPECT_THAT(waits_for(plan.situation()), IsEmpty());
}

// Three places are called 已上报; who decides there tells them apart.
TEST(Asking, PlacesOfOneLabelAreToldApartByWhoDecides) {
  Case plan = plan_at("at_department");
  EXPECT_THAT(plan.message({"support"}),
              HasSubstr("现在不能“同意支持并上报”：审批情况为“已上报，由 department_admin "
                        "审批”，只有“已上报，由 institute_admin 审批”时可以办理"));
}

TEST(Asking, AllReasonsAreSaidAtOnce) {
  Case plan = plan_at("draft");
  plan.state[3] = "withdrawn";
  plan.state[1] = "published";
  plan.person.author();
  plan.needs = Unmet({"培训类别", "天数"});
  EXPECT_THAT(plan.codes({"submit", false, {"学时", "预算"}}),
              ElementsAre("plan.standing", "plan.incomplete", "plan.field", "plan.field"));
  plan.state[3] = "standing";
  EXPECT_EQ(plan.message({"submit"}), "还没有填写 培训类别、天数，请先填写");
  plan.state[2] = "carried_out";
  EXPECT_THAT(plan.codes({"withdraw"}),
              ElementsAre("plan.comment-missing", "plan.not-draft", "plan.not-carried-out"))
      << "_ of the file is - in a code";
}

TEST(Asking, AChecksRefusalSaysWhoCanLiftIt) {
  Case plan = plan_at("draft");
  plan.person.author();
  plan.facts[kEditable] = false;
  EXPECT_EQ(
      plan.message({"delete"}),
      "当前不是该计划的可编辑时间（年度计划只能在上一年、新增计划只能在当年创建、修改或删除）");
}

// What a graph asks of a plan that asks for funding (S3), all of it at once, with the values of its
// headings in the sentences.
TEST(Asking, ChecksSpeakOfTheItem) {
  Case plan = plan_at("draft");
  plan.person.author();
  auto set = [&](const char* name, condition::Value value) {
    const auto& facts = plan.definition.vocabulary.facts;
    for (std::size_t i = 0; i < plan.facts.size(); ++i) {
      if (facts[i].name == name) plan.facts[i] = value;
    }
  };
  set("excellent", true);
  EXPECT_THAT(plan.codes({"submit"}), ElementsAre("plan.excellence-without-funding"));
  for (const char* flag : {"funding_requested", "technical_category"}) set(flag, true);
  set("kind", std::string("added"));
  EXPECT_THAT(plan.codes({"submit"}),
              ElementsAre("plan.funding-of-added-plan", "plan.funding-of-category",
                          "plan.funding-without-material"));
  for (const char* flag : {"excellent", "funding_requested", "technical_category"})
    set(flag, false);
  set("technical_support", true);
  EXPECT_EQ(plan.message({"submit"}),
            "培训类别为 某培训类别 的计划不能申请专项技术支持（可以申请的培训类别："
            "某technical_categories）");
}

// What only kept versions name is known there, and in no file.
TEST(Asking, RetiredNeedsAreOfKeptVersions) {
  std::string text =
      "title: 计划\nsubject: plan\nplaces:\n  a: {label: 甲, start: true}\n"
      "  b: {label: 乙, end: true}\ntransitions:\n"
      "  - {do: go, label: 走, from: a, to: b, by: author, needs: [whole]}\n";
  Registry registry = test::plan_registry();
  base::Findings findings;
  EXPECT_FALSE(parse_definition(registry, "plan", "p.yaml", text, findings));
  registry.retired = {"whole"};
  EXPECT_THAT(test::parse_sound(registry, "plan", text).transitions[0].needs, ElementsAre("whole"));
}

TEST(Asking, RolesAndPartiesAreChecked) {
  Case plan = plan_at("at_department");
  EXPECT_EQ(plan.message({"approve"}), "“审批通过”不由您办理，应由 department_admin 办理");
  plan.person.holds("department_admin");
  EXPECT_EQ(plan.after({"approve"})[0], "at_institute");
  plan.person.party();
  EXPECT_THAT(plan.codes({"approve"}), ElementsAre("plan.own"));
  EXPECT_THAT(plan.codes({"approve", false, {}, true}), IsEmpty())
      << "the program is nobody's party";
}

TEST(Asking, TheAuthorMaySubmitTheirOwn) {
  Case plan = plan_at("returned");
  plan.person.author().party();
  EXPECT_EQ(plan.after({"submit"})[0], "reported") << "only verdicts are barred";
}

TEST(Asking, FieldsAreThoseOfTheTransition) {
  Case plan = plan_at("draft");
  plan.person.author();
  EXPECT_THAT(plan.codes({"edit", false, {"计划名称", "所需经费（万元）"}}), IsEmpty())
      << "full-width parentheses are the same heading";
  EXPECT_THAT(plan.message({"edit", false, {"计划名"}}),
              HasSubstr("“编辑”时不能填写 '计划名'，是否应为 "
                        "'计划名称'？可填写的栏目：培训计划类型、计划名称、"));
  EXPECT_EQ(plan.message({"submit", false, {"学时"}}), "“上报”时不能填写任何栏目，请去掉 '学时'");
}

TEST(Asking, AGuardIsRefusedWithTheFacts) {
  Definition definition =
      test::parse_sound(test::plan_registry(), "plan",
                        "title: 计划\nsubject: plan\nplaces:\n  a: {label: 甲, start: true}\n"
                        "  b: {label: 乙, end: true}\ntransitions:\n"
                        "  - {do: go, label: 走, from: a, to: b, by: author, when: {kind: added, "
                        "this_year: true}}\n");
  Case one = plan_at("draft");
  one.definition = definition;
  one.state = {"a"};
  one.person.author();
  EXPECT_THAT(one.codes({"go"}), ElementsAre("plan.when"));
  EXPECT_EQ(
      one.message({"go"}),
      "现在不能“走”：须符合 kind: added, this_year: true，而现在是 kind = annual, this_year = "
      "true；情况改变后再办理");
}

// The way is chosen by the facts.
TEST(Asking, TheConditionChoosesTheWay) {
  Case plan = plan_at("at_institute");
  plan.person.holds("institute_admin");
  EXPECT_EQ(plan.after({"approve"})[0], "at_academy");
  plan.facts[kKind] = std::string("added");
  EXPECT_EQ(plan.after({"approve"})[0], "approved");
}

// A plan that asks for funding is supported or passed, never simply approved.
TEST(Asking, AFundedPlanHasVerdictsOfItsOwn) {
  Case plan = plan_at("at_institute");
  plan.person.holds("institute_admin");
  EXPECT_THAT(plan.codes({"support"}), ElementsAre("plan.funded"));
  plan.facts[kFunding] = true;
  EXPECT_THAT(plan.codes({"approve"}), ElementsAre("plan.not-funded"));
  EXPECT_EQ(plan.after({"support"})[0], "at_academy");
  EXPECT_THAT(plan.ask_for("pass").transition->effects, ElementsAre("drop_funding_request"));
}

TEST(Asking, AnActionThatKeepsTheStatusMovesNothing) {
  Case plan = plan_at("draft");
  plan.person.author();
  EXPECT_EQ(plan.after({"edit", false, {"学时"}}), plan.state);
}

TEST(Asking, CreationStartsFromNothing) {
  Case plan = plan_at("draft");
  plan.person.author();
  plan.state = {};
  Answer answer = plan.ask_for("create");
  EXPECT_THAT(answer.blockers, IsEmpty());
  EXPECT_EQ(answer.from, "");
  EXPECT_EQ(take(plan.situation(), answer), start_state(plan.definition));
  EXPECT_THAT(plan.codes({"submit"}), ElementsAre("plan.place")) << "there is nothing to submit";
  plan.state = {"approved", "unpublished", "not_carried_out", "standing"};
  EXPECT_EQ(plan.message({"create"}), "现在不能“新建”：只能在新建时办理");
}

// The labels of what passes on at once, one after the other, until nothing does.
std::vector<std::string> pass_on(const Case& plan, State& state) {
  std::vector<std::string> labels;
  while (const Transition* next = find_passing(plan.definition, state, plan.facts)) {
    state[next->region] = next->to;
    labels.push_back(next->label);
  }
  return labels;
}

TEST(Passing, ANewReportGoesToItsFirstReviewer) {
  Case plan = plan_at("reported");
  State state = plan.state;
  EXPECT_THAT(pass_on(plan, state), ElementsAre("送部门审批"));
  EXPECT_EQ(state[0], "at_department");
  plan.facts[kSubmittedAs] = std::string("institute_admin");
  plan.facts[kKind] = std::string("added");
  state = plan.state;
  pass_on(plan, state);
  EXPECT_EQ(state[0], "approved") << "an institute's added plan needs nobody";
}

TEST(Vacancy, VacantOfficesArePassedOver) {
  Case plan = plan_at("at_department");
  plan.person.vacant("department_admin").holds("institute_admin");
  EXPECT_EQ(effective_state(plan.situation())[0], "at_institute");
  Answer answer = plan.ask_for("return");
  EXPECT_THAT(answer.blockers, IsEmpty());
  EXPECT_EQ(answer.from, "at_institute");
  plan.person.vacant("institute_admin");
  EXPECT_EQ(effective_state(plan.situation())[0], "at_academy");
}

// What the vacant office could not have approved stays with it, and its superior decides there.
TEST(Vacancy, AVerdictThatCouldNotBeGivenIsNotPassedOver) {
  Case plan = plan_at("at_institute");
  plan.person.vacant("institute_admin");
  plan.facts[kFunding] = true;
  EXPECT_EQ(effective_state(plan.situation())[0], "at_academy") << "the academy decides itself";
  plan.facts[kFunding] = false;
  plan.facts[kKind] = std::string("added");
  EXPECT_EQ(effective_state(plan.situation())[0], "at_institute") << "final for an added plan";
  plan.facts[kKind] = std::string("annual");
  plan.state[3] = "withdrawn";
  EXPECT_EQ(effective_state(plan.situation())[0], "at_institute") << "a check fails";
}

// Imports place an item before its route; it waits at the first reviewer all the same.
TEST(Vacancy, AnImportedReportWaitsAtItsFirstReviewer) {
  Case plan = plan_at("reported");
  EXPECT_EQ(effective_state(plan.situation())[0], "at_department");
  plan.person.holds("department_admin");
  EXPECT_EQ(plan.after({"approve"})[0], "at_institute");
}

TEST(Vacancy, AnEffectIsNeverPassedOver) {
  Case one{test::shipped("class"), {"change_reported"}, condition::Facts(14)};
  one.facts[10] = std::string("academy");
  EXPECT_EQ(effective_state(one.situation())[0], "change_reported") << "hours are to be posted";
}

TEST(Waiting, IsForTheReviewersOfThePlace) {
  Case plan = plan_at("at_department");
  EXPECT_THAT(
      waits_for(plan.situation()),
      ElementsAre(Performer{Performer::Kind::kOffice, {"department_admin", "unit_of_subject"}}));
  EXPECT_THAT(waits_for(plan_at("draft").situation()), IsEmpty());
  EXPECT_THAT(waits_for(plan_at("approved").situation()), IsEmpty());
  Case record{
      test::shipped("learning-record"), {"pending"}, {std::string("learner"), false, false}};
  EXPECT_EQ(waits_for(record.situation()).size(), 2u);
}

// For who wants to know whose turn it is; who asks does not matter.
TEST(OpenTransitions, AreThoseOfWhomeverWouldTakeThem) {
  Case plan = plan_at("at_institute");
  std::vector<std::string> open;
  for (const Transition* transition : open_transitions(plan.situation()))
    open.push_back(transition->action + " → " + transition->to);
  EXPECT_THAT(open, ::testing::IsSupersetOf({"return → returned", "refuse → refused"}));
  EXPECT_THAT(open, ::testing::Not(::testing::Contains("publish → published")))
      << "a check does not hold";
  EXPECT_THAT(open, ::testing::Not(::testing::Contains("carry_out → carried_out")))
      << "nobody does that by hand";
}

TEST(PossibleActions, AreThoseThatWouldGoThrough) {
  Case plan = plan_at("draft");
  plan.person.author().party();
  EXPECT_THAT(possible_actions(plan.situation()), ElementsAre("edit", "delete", "submit"));
  plan.facts[kEditable] = false;
  EXPECT_THAT(possible_actions(plan.situation()), IsEmpty());
  plan.state[0] = "approved";
  EXPECT_THAT(possible_actions(plan.situation()), ElementsAre("publish", "withdraw"))
      << "the reason of a withdrawal is asked for when it is taken";
  plan.person = Person();
  EXPECT_THAT(possible_actions(plan.situation()), IsEmpty());
}

}  // namespace
}  // namespace xueshi::workflow
