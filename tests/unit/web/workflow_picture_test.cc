// Arrows lead down unless they lead back; every place stands once.
#include "web/workflow_picture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace xueshi::web {
namespace {

workflow::Transition step(const char* action, const char* from, const char* to, bool returns) {
  workflow::Transition transition;
  transition.action = transition.label = action;
  transition.from = {from};
  transition.to = to;
  transition.returns = returns;
  return transition;
}

workflow::Place spot(const char* name, bool start, bool end) { return {name, name, 0, start, end}; }

workflow::Definition graph() {
  workflow::Definition graph;
  graph.title = "某";
  graph.regions = {{"review", "审批"}};
  graph.places = {spot("draft", true, false), spot("reported", false, false),
                  spot("approved", false, true), spot("returned", false, false)};
  graph.transitions = {
      step("submit", "draft", "reported", false), step("approve", "reported", "approved", false),
      step("direct", "draft", "approved", false), step("return", "reported", "returned", false),
      step("again", "returned", "reported", true)};
  return graph;
}

TEST(WorkflowPicture, LeadsDownUnlessItLeadsBack) {
  workflow::Definition definition = graph();
  std::vector<WorkflowArrow> arrows = arrows_of(definition, 0, {});
  ASSERT_EQ(arrows.size(), 5U);
  std::map<std::string, std::int64_t> layers;
  for (const PlacedPlace& one : layers_of(definition, 0, arrows))
    layers[one.place->name] = one.layer;
  EXPECT_THAT(layers, testing::UnorderedElementsAre(
                          testing::Pair("draft", 0), testing::Pair("reported", 1),
                          testing::Pair("approved", 2), testing::Pair("returned", 2)));
}

TEST(WorkflowPicture, NumbersTheStepsOfAnItem) {
  workflow::Highlight way;
  way.item = "某 1";
  way.steps = {{"review", "", "draft", "create"},
               {"review", "draft", "reported", "submit"},
               {"review", "returned", "approved", "jump"}};  // of an earlier version
  way.now = {"approved"};
  std::vector<WorkflowArrow> arrows = arrows_of(graph(), 0, way);
  ASSERT_EQ(arrows.size(), 6U);
  EXPECT_THAT(arrows[0].steps, testing::ElementsAre(2));
  EXPECT_EQ(arrows[5].from, "returned");
  EXPECT_TRUE(arrows[5].leads_back);
  std::string picture = picture_of(graph(), 0, way).bytes();
  EXPECT_THAT(picture, testing::HasSubstr("[2] submit"));
  EXPECT_THAT(picture, testing::HasSubstr("approved（现在）"));
}

}  // namespace
}  // namespace xueshi::web
