// What a corrected file may put right, however the rows stand to one another.
#include <map>

#include "store_support.h"

namespace xueshi::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

class CorrectionsTest : public StoreTest {
 protected:
  training::TrainingClass of_plan(const std::string& number, const std::string& plan) {
    training::TrainingClass made = training_class(number, "I1");
    made.plan = plan;
    return made;
  }

  // number → plan
  std::map<std::string, std::string> classes() {
    std::map<std::string, std::string> found;
    for_each_class(database_, everything(), base::Year(2017),
                   [&](const training::TrainingClass& each, const training::Plan*) {
                     found[each.number] = each.plan;
                   });
    return found;
  }
};

TEST_P(CorrectionsTest, LoginsChangeHandsWithinAFile) {
  std::vector<academy::Person> people = {person("p1", "I1-D"), person("p2", "I1-D")};
  std::swap(people[0].login, people[1].login);
  EXPECT_THAT(import(people).figures(), ElementsAre(0, 2, 0));
  EXPECT_EQ(find_login(database_, "p1", "p1")->employee, "p2");
  EXPECT_EQ(find_login(database_, "p2", "p2")->employee, "p1");
}

// The learner picked the wrong category: the hours must not count twice.
TEST_P(CorrectionsTest, ARecordStaysItselfWhenItsCategoryChanges) {
  hours::LearningRecord record = learning("L1", "p1");
  import(std::vector{record});
  record.source = "公派留学";
  EXPECT_THAT(import(std::vector{record}).figures(), ElementsAre(0, 1, 0));
  EXPECT_THAT(records("p1"), ElementsAre(record));
}

TEST_P(CorrectionsTest, ARosterPostingAndALearnersRecordMayShareANumber) {
  import(std::vector{training_class("X1", "I1")});
  import(std::vector<training::Attendee>{{ "X1", "p1", {}, true }});
  EXPECT_THAT(import(std::vector{learning("X1", "p1")}).figures(), ElementsAre(1, 0, 0));
  EXPECT_THAT(records("p1"), SizeIs(2));
}

TEST_P(CorrectionsTest, AWithdrawnPlanMayGetABetterReason) {
  training::Plan made = plan("P1", "I1");
  made.withdrawal = training::place::kWithdrawn;
  made.withdrawal_reason = "计划调整";
  import(std::vector{made});
  made.withdrawal_reason = "讲师因故不能到场";
  EXPECT_THAT(import(std::vector{made}).figures(), ElementsAre(0, 1, 0));
  EXPECT_EQ(find_plan(database_, everything(), "P1"), made);
}

// A plan is never left without its class.
TEST_P(CorrectionsTest, AClassMovesToTheRightPlan) {
  import(std::vector{plan("P1", "I1"), plan("P2", "I1")});
  import(std::vector{of_plan("C1", "P1")});
  EXPECT_THAT(classes(), ElementsAre(Pair("C1", "P1"), Pair("P2", "P2")));
  EXPECT_THAT(import(std::vector{of_plan("C1", "P2")}).figures(), ElementsAre(0, 1, 0));
  EXPECT_THAT(classes(), ElementsAre(Pair("C1", "P2"), Pair("P1", "P1")));
}

TEST_P(CorrectionsTest, ClassesMayCarryOneAnothersPlanNumbers) {
  import(std::vector{plan("P1", "I1"), plan("P2", "I1")});
  EXPECT_THAT(import(std::vector{of_plan("P2", "P1"), of_plan("P1", "P2")}).figures(),
              ElementsAre(2, 0, 0));
  EXPECT_THAT(classes(), ElementsAre(Pair("P1", "P2"), Pair("P2", "P1")));
}

TEST_P(CorrectionsTest, ThePlansNumberIsKeptForItsOwnClass) {
  import(std::vector{plan("P1", "I1"), plan("P2", "I1")});
  EXPECT_THAT(import(std::vector{of_plan("P2", "P1")}).conflicts,
              ElementsAre(IsConflict(ConflictKind::kPlanHasClass, 2, "P2")));
  EXPECT_THAT(import(std::vector{of_plan("P1", "")}).conflicts,
              ElementsAre(IsConflict(ConflictKind::kPlanHasClass, 2, "P1")));
  import(std::vector{training_class("P3", "I1")});
  EXPECT_THAT(import(std::vector{plan("P3", "I1")}).conflicts,
              ElementsAre(IsConflict(ConflictKind::kPlanHasClass, 2, "P3")));
}

TEST_P(CorrectionsTest, APlanThatBecomesAnotherPlanLosesOnlyItsPrefilledClass) {
  import(std::vector{plan("P1", "I1"), plan("P2", "I1")});
  import(std::vector{of_plan("C2", "P2")});
  training::Plan first = plan("P1", "I1"), second = plan("P2", "I1");
  first.form = second.form = training::PlanForm::kOther;
  EXPECT_THAT(import(std::vector{second}).conflicts,
              ElementsAre(IsConflict(ConflictKind::kPlanHasClass, 2, "P2")));
  EXPECT_THAT(import(std::vector{first}).figures(), ElementsAre(0, 1, 0));
  EXPECT_THAT(classes(), ElementsAre(Pair("C2", "P2")));
  EXPECT_THAT(import(std::vector{plan("P1", "I1")}).figures(), ElementsAre(0, 1, 0));
  EXPECT_THAT(classes(), ElementsAre(Pair("C2", "P2"), Pair("P1", "P1")));
}

// A roster may come before the class's own row: it stays with the class.
TEST_P(CorrectionsTest, ARosterComesAlongWithAnArrivingClass) {
  import(std::vector{plan("P1", "I1")});
  import(std::vector<training::Attendee>{{ "P1", "p1", {}, true }});
  EXPECT_THAT(records("p1"), IsEmpty());
  import(std::vector{of_plan("C1", "P1")});
  EXPECT_THAT(fetch_attendees(database_, everything(), "C1"), SizeIs(1));
  ASSERT_THAT(records("p1"), SizeIs(1));
  EXPECT_EQ(records("p1")[0].number, "C1");
}

// A pre-filled class that was carried out in the program, with hours posted under the plan's
// number.
TEST_P(CorrectionsTest, PostedHoursComeAlongWithAnArrivingClass) {
  import(std::vector{plan("P1", "I1")});
  database_.session().sql << "update class set execution = 'carried_out'";
  import(std::vector<training::Attendee>{{ "P1", "p1", {}, true }});
  ASSERT_THAT(records("p1"), SizeIs(1));
  training::TrainingClass held = of_plan("C1", "P1");
  held.execution = training::place::kNotCarriedOut;
  EXPECT_THAT(import(std::vector{held}).conflicts,
              ElementsAre(IsConflict(ConflictKind::kStatusDiffers, 2, "carried_out")));
  held.execution = training::place::kCarriedOut;
  EXPECT_THAT(import(std::vector{held}).figures(), ElementsAre(1, 0, 0));
  ASSERT_THAT(records("p1"), SizeIs(1));
  EXPECT_EQ(records("p1")[0].number, "C1");
}

TEST_P(CorrectionsTest, AnUnchangedPlanLeavesItsClassAlone) {
  import(std::vector{plan("P1", "I1")});
  database_.session().sql << "update class set headcount = 12";  // edited in the program
  EXPECT_THAT(import(std::vector{plan("P1", "I1")}).figures(), ElementsAre(0, 0, 1));
  EXPECT_EQ(find_class(database_, everything(), "P1")->headcount, 12);
}

TEST_P(CorrectionsTest, AnExcellentPlanMakesAnExcellentClass) {
  database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
  Import<training::Plan> run(transaction, everything());
  run.set_excellent_class([](const training::Plan& each) { return each.excellence == "是"; });
  training::Plan excellent = plan("P1", "I1");
  excellent.excellence = "是";
  run.add(2, excellent);
  run.add(3, plan("P2", "I1"));
  run.apply();
  EXPECT_TRUE(find_class(database_, everything(), "P1")->excellent);
  EXPECT_FALSE(find_class(database_, everything(), "P2")->excellent);
}

TEST_P(CorrectionsTest, OnlyTheFirstConflictsAreKept) {
  database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
  std::vector<academy::Person> people;
  for (int i = 0; i < 60; ++i) {
    people.push_back(person(fmt::format("n{}", i / 3), i % 3 == 0 ? "I9" : "I1"));
    people.back().login = fmt::format("n{}", i);
  }
  Imported refused = import_into(transaction, everything(), people, 5);
  EXPECT_EQ(refused.total, 20 + 20);  // unknown units; the last of each three stands there twice
  std::vector<int> rows;
  for (const Conflict& each : refused.conflicts) rows.push_back(each.row);
  EXPECT_THAT(rows, ElementsAre(2, 4, 5, 7, 8));
}

// A reader that gives up half way leaves a connection that works.
TEST_P(CorrectionsTest, AnAbandonedImportLeavesTheConnectionUsable) {
  try {
    database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
    Import<academy::Person> run(transaction, everything());
    run.add(2, person("n1", "I1"));
    throw std::string("the reader gave up");
  } catch (const std::string&) {
  }
  EXPECT_EQ(find_person(database_, everything(), "n1"), std::nullopt);
  EXPECT_THAT(import(std::vector{person("n1", "I1")}).figures(), ElementsAre(1, 0, 0));
}

XUESHI_ON_EACH_BACKEND(CorrectionsTest);

}  // namespace
}  // namespace xueshi::store
