// A finalised year takes nothing in and gives nothing away.
#include "store_support.h"

namespace xueshi::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class FinalisedTest : public StoreTest {
 protected:
  template <typename T>
  void expect_closed(const T& value) {
    EXPECT_THAT(import(std::vector{value}).conflicts,
                ElementsAre(IsConflict(ConflictKind::kYearFinalised, 2, "I1")));
  }
};

// A row that takes something into another year or institute takes it out of this one.
TEST_P(FinalisedTest, NothingLeavesIt) {
  hours::LearningRecord record = learning("L1", "p1");
  hours::Exam exam{"E1", "p1", base::Year(2017), "考试", true};
  training::Plan made = plan("P1", "I1-D");
  training::TrainingClass held = training_class("C1", "I1-D");
  import(std::vector{record});
  import(std::vector{exam});
  import(std::vector{made});
  import(std::vector{held});
  finalise("I1");
  record.year = exam.year = made.year = base::Year(2018);
  held.org = "I2";
  expect_closed(record);
  expect_closed(exam);
  expect_closed(made);
  expect_closed(held);
  made = plan("P1", "I2");
  expect_closed(made);
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
  EXPECT_THAT(import(roster).figures(), ElementsAre(0, 0, 1));
}

TEST_P(FinalisedTest, APlansClassCannotArriveAnyMore) {
  import(std::vector{plan("P1", "I1")});
  finalise("I1");
  training::TrainingClass held = training_class("C1", "I1");
  held.plan = "P1";
  expect_closed(held);
  held.org = "I2";  // nor at another institute
  expect_closed(held);
}

// A class that arrives carried out would post to people of a closed institute.
TEST_P(FinalisedTest, AnArrivingClassPostsNothingIntoIt) {
  import(std::vector{plan("P2", "I2")});
  import(std::vector<training::Attendee>{{ "P2", "p1", {}, true }});
  finalise("I1");
  training::TrainingClass held = training_class("C2", "I2");
  held.plan = "P2";
  expect_closed(held);
  held.execution = training::place::kNotCarriedOut;
  EXPECT_THAT(import(std::vector{held}).conflicts, IsEmpty());
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
