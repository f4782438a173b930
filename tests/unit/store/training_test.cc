// Plans, their pre-filled classes, and the hours that rosters post.
#include "store_support.h"

namespace xueshi::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class TrainingTest : public StoreTest {
 protected:
  using Attendees = std::vector<training::Attendee>;

  std::vector<training::TrainingClass> classes() {
    std::vector<training::TrainingClass> found;
    for_each_class(
        database_, everything(), base::Year(2017),
        [&](const training::TrainingClass& each, const training::Plan*) { found.push_back(each); });
    return found;
  }
};

// S3: a project plan has exactly one class from its creation on.
TEST_P(TrainingTest, AProjectPlanBringsItsClass) {
  training::Plan other = plan("P2", "I1");
  other.form = training::PlanForm::kOther;
  import(std::vector{plan("P1", "I1-D"), other});
  ASSERT_THAT(classes(), SizeIs(1));
  EXPECT_EQ(classes()[0].number, "P1");
  EXPECT_EQ(classes()[0].plan, "P1");
  EXPECT_EQ(classes()[0].title, "计划P1");
  EXPECT_EQ(classes()[0].org, "I1-D");
  EXPECT_EQ(classes()[0].hours, base::Hours::of_hours(6));
  EXPECT_EQ(classes()[0].execution, training::place::kNotCarriedOut);
}

TEST_P(TrainingTest, WhilePrefilledAClassFollowsItsPlan) {
  training::Plan made = plan("P1", "I1");
  import(std::vector{made});
  made.title = "新的名称";
  made.headcount = 77;
  EXPECT_THAT(import(std::vector{made}).figures(), ElementsAre(0, 1, 0));
  ASSERT_THAT(classes(), SizeIs(1));
  EXPECT_EQ(classes()[0].title, "新的名称");
  EXPECT_EQ(classes()[0].headcount, 77);
}

TEST_P(TrainingTest, AClassesRowReplacesThePrefilledClass) {
  import(std::vector{plan("P1", "I1")});
  training::TrainingClass held = training_class("C1", "I1");
  held.plan = "P1";
  EXPECT_THAT(import(std::vector{held}).figures(), ElementsAre(1, 0, 0));
  EXPECT_THAT(classes(), ElementsAre(held));
  EXPECT_THAT(import(std::vector{held}).figures(), ElementsAre(0, 0, 1));
  // The plan's later edits leave a real class alone.
  training::Plan edited = plan("P1", "I1");
  edited.title = "新的名称";
  import(std::vector{edited});
  EXPECT_THAT(classes(), ElementsAre(held));
  EXPECT_EQ(find_plan(database_, everything(), "P1")->execution, training::place::kCarriedOut);
}

TEST_P(TrainingTest, AClassThatGetsItsPlanLaterTakesThePrefilledPlace) {
  import(std::vector{training_class("C1", "I1")});
  import(std::vector{plan("P1", "I1")});
  training::TrainingClass held = training_class("C1", "I1");
  held.plan = "P1";
  EXPECT_THAT(import(std::vector{held}).figures(), ElementsAre(0, 1, 0));
  EXPECT_THAT(classes(), ElementsAre(held));
}

TEST_P(TrainingTest, ClassesComeByStartDescendingThenNumber) {
  training::TrainingClass day = training_class("C1", "I1"), morning = training_class("C2", "I1"),
                          same = training_class("C0", "I1"), late = training_class("C3", "I1");
  day.start = at("2017-05-02");  // 00:00
  late.start = at("2017-11-01 09:00");
  import(std::vector{day, morning, same, late});
  std::vector<std::string> numbers;
  for (const auto& each : classes()) numbers.push_back(each.number);
  EXPECT_THAT(numbers, ElementsAre("C3", "C0", "C2", "C1"));
}

TEST_P(TrainingTest, ARosterPostsTheHoursOfItsClass) {
  import(std::vector{training_class("C1", "I1")});
  import(Attendees{{"C1", "p1", {}, true}, { "C1", "q1", base::Hours::of_seconds(5400), true }});
  ASSERT_THAT(records("p1"), SizeIs(1));
  hours::LearningRecord posted = records("p1")[0];
  EXPECT_EQ(posted.number, "C1");
  EXPECT_EQ(posted.source, hours::kRosterSource);
  EXPECT_EQ(posted.title, "班C1");
  EXPECT_EQ(posted.length, base::Hours::of_hours(6));
  EXPECT_EQ(posted.start, at("2017-05-02 09:00"));
  EXPECT_EQ(posted.end, at("2017-05-02 17:00"));
  EXPECT_TRUE(posted.counts());
  EXPECT_EQ(records("q1")[0].length, base::Hours::of_seconds(5400));
}

TEST_P(TrainingTest, NothingIsPostedBeforeTheClassIsCarriedOut) {
  import(std::vector{training_class("C1", "I1", false)});
  import(Attendees{{ "C1", "p1", {}, true }});
  EXPECT_THAT(records("p1"), IsEmpty());
}

TEST_P(TrainingTest, NothingIsPostedForAnUnconfirmedAttendee) {
  import(std::vector{training_class("C1", "I1")});
  import(Attendees{{ "C1", "p1", {}, false }});
  EXPECT_THAT(records("p1"), IsEmpty());
}

TEST_P(TrainingTest, ARowThatChangesItsOwnHoursPostsAgain) {
  import(std::vector{training_class("C1", "I1"), training_class("C2", "I1")});
  import(Attendees{{"C1", "p1", {}, true}, {"C2", "p1", {}, true}, { "C1", "p2", {}, true }});
  import(Attendees{{ "C1", "p1", base::Hours::of_hours(2), true }});
  EXPECT_EQ(records("p1")[0].length, base::Hours::of_hours(2));
  EXPECT_EQ(records("p1")[1].length, base::Hours::of_hours(6));
  EXPECT_EQ(records("p2")[0].length, base::Hours::of_hours(6));
  import(Attendees{{ "C1", "p1", {}, true }});  // back to the class's own
  EXPECT_EQ(records("p1")[0].length, base::Hours::of_hours(6));
}

TEST_P(TrainingTest, ALaterEditOfTheClassPostsNothingAgain) {
  training::TrainingClass held = training_class("C1", "I1");
  import(std::vector{held});
  import(Attendees{{ "C1", "p1", {}, true }});
  held.hours = base::Hours::of_hours(8);
  import(std::vector{held});
  EXPECT_EQ(records("p1")[0].length, base::Hours::of_hours(6));
  import(Attendees{{ "C1", "p1", {}, true }});
  EXPECT_EQ(records("p1")[0].length, base::Hours::of_hours(6));
}

TEST_P(TrainingTest, AttendeesComeByEmployeeNumber) {
  import(std::vector{training_class("C1", "I1")});
  Attendees roster = {{"C1", "p2", {}, true}, {"C1", "p1", base::Hours::of_hours(1), false}};
  import(roster);
  EXPECT_THAT(fetch_attendees(database_, everything(), "C1"), ElementsAre(roster[1], roster[0]));
  EXPECT_THAT(fetch_attendees(database_, institute("I2"), "C1"), IsEmpty());
}

XUESHI_ON_EACH_BACKEND(TrainingTest);

}  // namespace
}  // namespace xueshi::store
