// What concerns a finalised year is recorded all the same, and told (domain.md §4.2, D26).
#include "store_support.h"

namespace xueshi::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class FinalisedTest : public StoreTest {
 protected:
  // One row, told of I1; nothing stands in its way.
  template <typename T>
  void expect_told(const T& value) {
    Imported imported = import(std::vector{value});
    EXPECT_THAT(imported.conflicts, IsEmpty());
    EXPECT_EQ(imported.closed(), "I1 2 1;");
  }
};

TEST_P(FinalisedTest, WhatIsAddedAndChangedIsTold) {
  import(std::vector{learning("L1", "p1")});
  import(std::vector{training_class("C1", "I1")});
  import(std::vector<HeadcountRow>{{ "I1", base::Year(2017), 100 }});
  finalise("I1");
  EXPECT_EQ(import(std::vector{learning("L1", "p1")}).closed(), "");
  expect_told(learning("L1", "p1", 7200));
  expect_told(learning("L2", "p1"));
  expect_told(training_class("C2", "I1"));
  expect_told(HeadcountRow{"I1", base::Year(2017), 101});
  EXPECT_EQ(import(std::vector{learning("L8", "q1"), learning("L9", "p2"), learning("L8", "p2")})
                .closed(),
            "I1 3 2;");
  // Another institute, and another year, are open.
  hours::LearningRecord next_year = learning("L3", "p1");
  next_year.year = base::Year(2018);
  EXPECT_EQ(import(std::vector{next_year, learning("L1", "q1")}).closed(), "");
}

TEST_P(FinalisedTest, AnAttendeeAtAnothersClass) {
  import(std::vector{training_class("C2", "I2")});
  finalise("I1");
  expect_told(training::Attendee{"C2", "p1", {}, true});
  EXPECT_EQ(import(std::vector<training::Attendee>{{"C2", "q1", {}, true}}).closed(), "");
}

// A row that takes something into another year or institute takes it out of this one.
TEST_P(FinalisedTest, WhatLeavesIt) {
  hours::LearningRecord record = learning("L1", "p1");
  hours::Exam exam{"E1", "p1", base::Year(2017), "考试", true};
  training::Plan made = plan("P1", "I1-D"), moved = plan("P2", "I1-D");
  training::TrainingClass held = training_class("C1", "I1-D");
  import(std::vector{record});
  import(std::vector{exam});
  import(std::vector{made, moved});
  import(std::vector{held});
  finalise("I1");
  record.year = exam.year = made.year = base::Year(2018);
  held.org = moved.org = "I2";
  expect_told(record);
  expect_told(exam);
  expect_told(made);
  expect_told(moved);
  expect_told(held);
}

TEST_P(FinalisedTest, UnchangedRowsAreFine) {
  std::vector<training::Plan> plans = {plan("P1", "I1")};
  std::vector<training::TrainingClass> classes = {training_class("C1", "I1")};
  std::vector<training::Attendee> roster = {{"C1", "p1", {}, true}};
  classes[0].plan = "P1";
  import(plans);
  import(classes);
  import(roster);
  finalise("I1");
  EXPECT_THAT(import(plans).figures(), ElementsAre(0, 0, 1));
  EXPECT_THAT(import(classes).figures(), ElementsAre(0, 0, 1));
  EXPECT_EQ(import(roster).closed(), "");
}

TEST_P(FinalisedTest, APlansClassThatArrives) {
  import(std::vector{plan("P1", "I1")});
  finalise("I1");
  training::TrainingClass held = training_class("C1", "I2");  // at another institute
  held.plan = "P1";
  expect_told(held);
}

// A class that arrives carried out posts to people of the closed institute.
TEST_P(FinalisedTest, AnArrivingClassPostsIntoIt) {
  import(std::vector{plan("P2", "I2"), plan("P3", "I2")});
  import(std::vector<training::Attendee>{{"P2", "p1", {}, true}, { "P3", "p1", {}, true }});
  finalise("I1");
  training::TrainingClass held = training_class("C2", "I2");
  held.plan = "P2";
  expect_told(held);
  held = training_class("C3", "I2");
  held.plan = "P3";
  held.execution = training::place::kNotCarriedOut;
  EXPECT_EQ(import(std::vector{held}).closed(), "");
}

// One person is reported by one institute (D25).
TEST_P(FinalisedTest, WhoIsInAnothersList) {
  auto found = [&](const std::string& org, const std::string& employee, bool only_frozen) {
    return find_reported_elsewhere(database_, org, base::Year(2017), employee, only_frozen)
        .value_or("");
  };
  {
    database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
    save_reported(transaction, everything(), "I1", base::Year(2017), {"p1"}, true);
    transaction.commit();
  }
  EXPECT_EQ(found("I2", "p1", false), "I1");
  EXPECT_EQ(found("I2", "p1", true), "");
  EXPECT_EQ(found("I1", "p1", false), "");
  EXPECT_EQ(found("I2", "' or 1=1 --", false), "");
  {
    database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
    BackboneReport report;
    report.frozen.resize(1);
    report.frozen[0].employee = "q1";
    save_finalised(transaction, everything(), "I2", base::Year(2017), report);
    transaction.commit();
  }
  EXPECT_EQ(found("I1", "q1", true), "I2");
  EXPECT_EQ(found("I1", "q2", true), "");
}

TEST_P(FinalisedTest, TheReportIsFinalisedWhateverItsCallerSays) {
  database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
  save_finalised(transaction, everything(), "I1", base::Year(2017), BackboneReport{});
  EXPECT_EQ(fetch_backbone(database_, everything(), "I1", base::Year(2017)).status,
            yearend::place::kFinalised);
}

XUESHI_ON_EACH_BACKEND(FinalisedTest);

}  // namespace
}  // namespace xueshi::store
