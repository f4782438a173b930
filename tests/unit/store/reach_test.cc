// An import reaches what its actor's scope holds, as it is and as it would be, and nothing else.
#include "base/error.h"
#include "store_support.h"

namespace xueshi::store {
namespace {

using academy::Role;
using testing::ElementsAre;
using testing::IsEmpty;

class ReachTest : public StoreTest {
 protected:
  template <typename T>
  void expect_out_of_scope(const T& value, const std::string& unit) {
    EXPECT_THAT(import(std::vector{value}, institute("I1")).conflicts,
                ElementsAre(IsConflict(ConflictKind::kOutOfScope, 2, unit)));
  }
};

TEST_P(ReachTest, UnitsOfOthersStayWhereTheyAre) {
  expect_out_of_scope(org("I2-D", "I2", Level::kDepartment), "I2-D");
  expect_out_of_scope(org("I2-E", "I2", Level::kDepartment), "I2-E");  // new, under another
  expect_out_of_scope(org("I1-D", "I2", Level::kDepartment), "I1-D");  // handed over
  EXPECT_THAT(
      import(std::vector{org("I1", "A", Level::kInstitute), org("I1-E", "I1", Level::kDepartment),
                         org("I1-F", "I1-E", Level::kDepartment)},
             institute("I1"))
          .conflicts,
      IsEmpty());
}

TEST_P(ReachTest, RolesAndHeadcounts) {
  expect_out_of_scope(HeadcountRow{"I2", base::Year(2017), 1}, "I2");
  expect_out_of_scope(academy::RoleGrant{"p1", Role::kClassAdmin, "I2-D"}, "I2-D");
  EXPECT_THAT(
      import(std::vector<academy::RoleGrant>{{"q1", Role::kClassAdmin, "I1-D"}}, institute("I1"))
          .conflicts,
      ElementsAre(IsConflict(ConflictKind::kUnknownPerson, 2, "q1")));
}

// Whose number it is decides, not the unit that the row names.
TEST_P(ReachTest, AnotherInstitutesPlanOrClassIsNotDrawnOver) {
  import(std::vector{plan("P2", "I2")});
  import(std::vector{training_class("C2", "I2")});
  expect_out_of_scope(plan("P2", "I1"), "I1");
  expect_out_of_scope(training_class("C2", "I1"), "I1");
  training::TrainingClass theirs = training_class("C3", "I1");
  theirs.plan = "P2";
  EXPECT_THAT(import(std::vector{theirs}, institute("I1")).conflicts,
              ElementsAre(IsConflict(ConflictKind::kUnknownPlan, 2, "P2")));
}

TEST_P(ReachTest, ExamsOfOthersAreUnknown) {
  EXPECT_THAT(import(std::vector<hours::Exam>{{"E1", "q1", base::Year(2017), "考试", true}},
                     institute("I1"))
                  .conflicts,
              ElementsAre(IsConflict(ConflictKind::kUnknownPerson, 2, "q1")));
}

TEST_P(ReachTest, ADepartmentDoesNotReachItsInstitute) {
  EXPECT_THAT(
      import(std::vector{person("n1", "I1")}, scope_of("I1-D", Role::kDepartmentAdmin)).conflicts,
      ElementsAre(IsConflict(ConflictKind::kOutOfScope, 2, "I1")));
}

TEST_P(ReachTest, OnlyOnesOwnPeopleAreReported) {
  database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
  save_reported(transaction, everything(), "I1", base::Year(2017), {"p1", "q1"}, true);
  EXPECT_THAT(fetch_backbone(database_, everything(), "I1", base::Year(2017)).reported,
              ElementsAre("p1"));
  EXPECT_THROW(save_reported(transaction, institute("I2"), "I1", base::Year(2017), {"p2"}, true),
               base::Error);
}

XUESHI_ON_EACH_BACKEND(ReachTest);

}  // namespace
}  // namespace xueshi::store
