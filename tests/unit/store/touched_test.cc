// What stands between staging and applying: which rows do something, and what is done about them.
#include "store_support.h"

namespace xueshi::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class TouchedTest : public StoreTest {
 protected:
  // "3 new", "4 changed".
  template <typename T>
  std::vector<std::string> touched(Import<T>& run) {
    std::vector<std::string> all;
    for (const TouchedRow& row : run.find_touched())
      all.push_back(fmt::format("{} {}", row.row, row.is_new ? "new" : "changed"));
    return all;
  }
  template <typename T>
  void stage(Import<T>& run, const std::vector<T>& values) {
    int row = 1;
    for (const T& value : values) run.add(++row, value);
  }
};

TEST_P(TouchedTest, NewAndChangedRows) {
  import(std::vector{learning("L1", "p1"), learning("L2", "p1")});
  database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
  Import<hours::LearningRecord> run(transaction, everything());
  EXPECT_THAT(touched(run), IsEmpty());
  stage(run, {learning("L1", "p1"), learning("L2", "p1", 7200), learning("L3", "p1")});
  EXPECT_THAT(touched(run), ElementsAre("3 changed", "4 new"));
}

// The class that a plan is pre-filled with is new where its own row comes.
TEST_P(TouchedTest, APrefilledClassIsNew) {
  import(std::vector{plan("P1", "I1")});
  database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
  Import<training::TrainingClass> run(transaction, everything());
  training::TrainingClass held = training_class("P1", "I1");
  held.plan = "P1";
  stage(run, {held});
  EXPECT_THAT(touched(run), ElementsAre("2 new"));
}

TEST_P(TouchedTest, WhatIsLeftOutIsNotApplied) {
  database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
  Import<hours::LearningRecord> run(transaction, everything());
  stage(run, {learning("L1", "p1"), learning("L2", "p1"), learning("L3", "p1")});
  run.leave_out({2, 4});
  run.leave_out({});
  EXPECT_EQ(run.apply().added, 1);
  ASSERT_EQ(records("p1").size(), 1u);
  EXPECT_EQ(records("p1").front().number, "L2");
}

TEST_P(TouchedTest, WhatWaitsCountsNothing) {
  import(std::vector{training_class("C1", "I1")});
  database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
  {
    Import<hours::LearningRecord> run(transaction, everything());
    stage(run, {learning("L1", "p1"), learning("L2", "p1")});
    run.take_as_waiting({3});
    run.apply();
  }
  Import<training::Attendee> roster(transaction, everything());
  stage(roster,
        {training::Attendee{"C1", "p1", {}, true}, training::Attendee{"C1", "p2", {}, true}});
  roster.take_as_waiting({2});
  roster.apply();
  std::vector<std::string> of_p1;
  for (const hours::LearningRecord& record : records("p1"))
    of_p1.push_back(record.number + " " + record.status);
  EXPECT_THAT(of_p1, testing::UnorderedElementsAre("L1 approved", "L2 pending"));
  EXPECT_EQ(records("p2").size(), 1u);  // posted
}

TEST_P(TouchedTest, OnesOwnDatesRankAndRequirementStay) {
  academy::Person before = person("p1", "I1-D"), after = before;
  before.employment.hired = base::parse_date("2001-07-01");
  import(std::vector{before});
  after.employment.hired.reset();
  after.hours_required = false;
  after.division_level = true;
  after.email = "p1@example.org";
  database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
  Import<academy::Person> run(transaction, everything());
  stage(run, {person("p2", "I1-D"), after});
  EXPECT_EQ(run.keep_own_columns("p2"), std::nullopt);
  EXPECT_EQ(run.keep_own_columns("it's nobody"), std::nullopt);
  EXPECT_EQ(run.keep_own_columns("p1"), 3);
  run.apply();
  auto kept = find_person(database_, everything(), "p1");
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->email, "p1@example.org");
  EXPECT_EQ(kept->employment.hired, before.employment.hired);
  EXPECT_TRUE(kept->hours_required);
  EXPECT_FALSE(kept->division_level);
}

// A learner's scope reaches nobody but themselves.
TEST_P(TouchedTest, ALearnersFileIsAboutThemselves) {
  academy::OrgTree tree(fetch_orgs(database_));
  academy::Scope own = academy::Scope::of({"p1", "p1", academy::Role::kLearner, "I1-D"}, tree);
  EXPECT_THAT(import(std::vector{learning("L1", "p1")}, own).conflicts, IsEmpty());
  EXPECT_THAT(import(std::vector{learning("L2", "p2")}, own).conflicts,
              ElementsAre(IsConflict(ConflictKind::kUnknownPerson, 2, "p2")));
}

XUESHI_ON_EACH_BACKEND(TouchedTest);

}  // namespace
}  // namespace xueshi::store
