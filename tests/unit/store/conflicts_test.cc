// Every way in which the rows of a file can disagree with the database, with its good twin.
#include "store/audit.h"
#include "store_support.h"

namespace xueshi::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ConflictTest : public StoreTest {};

TEST_P(ConflictTest, TwiceInAFile) {
  EXPECT_THAT(import(std::vector{learning("L1", "p1"), learning("L2", "p1"), learning("L1", "p1")})
                  .conflicts,
              ElementsAre(IsConflict(ConflictKind::kTwiceInFile, 4, "2")));
  EXPECT_THAT(import(std::vector{learning("L1", "p1"), learning("L1", "p2")}).conflicts, IsEmpty());
}

TEST_P(ConflictTest, UnknownUnit) {
  EXPECT_THAT(import(std::vector{person("n1", "I9")}).conflicts,
              ElementsAre(IsConflict(ConflictKind::kUnknownOrg, 2, "I9")));
  EXPECT_THAT(import(std::vector<HeadcountRow>{{"I9", base::Year(2017), 1}}).conflicts,
              ElementsAre(IsConflict(ConflictKind::kUnknownOrg, 2, "I9")));
}

TEST_P(ConflictTest, UnknownPerson) {
  EXPECT_THAT(import(std::vector{learning("L1", "nobody")}).conflicts,
              ElementsAre(IsConflict(ConflictKind::kUnknownPerson, 2, "nobody")));
}

TEST_P(ConflictTest, UnknownPlan) {
  training::TrainingClass made = training_class("C1", "I1");
  made.plan = "P9";
  EXPECT_THAT(import(std::vector{made}).conflicts,
              ElementsAre(IsConflict(ConflictKind::kUnknownPlan, 2, "P9")));
}

TEST_P(ConflictTest, UnknownClass) {
  EXPECT_THAT(import(std::vector<training::Attendee>{{"C9", "p1", {}, true}}).conflicts,
              ElementsAre(IsConflict(ConflictKind::kUnknownClass, 2, "C9")));
}

TEST_P(ConflictTest, APlanHasOneClass) {
  import(std::vector{plan("P1", "I1"), plan("P2", "I1")});
  training::TrainingClass first = training_class("C1", "I1"), second = training_class("C2", "I1");
  first.plan = second.plan = "P1";
  EXPECT_THAT(import(std::vector{first, second}).conflicts,
              ElementsAre(IsConflict(ConflictKind::kPlanHasClass, 3, "P1")));
  EXPECT_THAT(import(std::vector{first}).conflicts, IsEmpty());
  EXPECT_THAT(import(std::vector{second}).conflicts,
              ElementsAre(IsConflict(ConflictKind::kPlanHasClass, 2, "P1")));
  second.plan = "P2";
  EXPECT_THAT(import(std::vector{second}).conflicts, IsEmpty());
}

TEST_P(ConflictTest, AnOtherPlanHasNoClass) {
  training::Plan other = plan("P1", "I1");
  other.form = training::PlanForm::kOther;
  import(std::vector{other});
  training::TrainingClass made = training_class("C1", "I1");
  made.plan = "P1";
  EXPECT_THAT(import(std::vector{made}).conflicts,
              ElementsAre(IsConflict(ConflictKind::kPlanHasClass, 2, "P1")));
}

TEST_P(ConflictTest, ALoginIsTaken) {
  academy::Person first = person("n1", "I1"), second = person("n2", "I1");
  first.login = second.login = "same";
  EXPECT_THAT(import(std::vector{first, second}).conflicts,
              ElementsAre(IsConflict(ConflictKind::kLoginTaken, 3, "same")));
  import(std::vector{first});
  EXPECT_THAT(import(std::vector{second}).conflicts,
              ElementsAre(IsConflict(ConflictKind::kLoginTaken, 2, "same")));
  EXPECT_THAT(import(std::vector{first}).conflicts, IsEmpty());
}

TEST_P(ConflictTest, AStatusDiffers) {
  training::Plan made = plan("P1", "I1");
  import(std::vector{made});
  made.review = training::place::kReturned;
  made.publication = training::place::kPublished;
  made.withdrawal = training::place::kWithdrawn;
  Imported refused = import(std::vector{made});
  std::vector<std::string> hints;
  for (const Conflict& conflict : refused.conflicts) {
    EXPECT_EQ(conflict.kind, ConflictKind::kStatusDiffers);
    hints.push_back(conflict.heading_hint + ": " + conflict.detail);
  }
  EXPECT_THAT(hints, testing::UnorderedElementsAre("review: approved", "publication: unpublished",
                                                   "withdrawal: standing"));
}

TEST_P(ConflictTest, ClassesKeepTheirExecution) {
  import(std::vector{training_class("C1", "I1", false)});
  EXPECT_THAT(import(std::vector{training_class("C1", "I1", true)}).conflicts,
              ElementsAre(IsConflict(ConflictKind::kStatusDiffers, 2, "not_carried_out")));
}

TEST_P(ConflictTest, OutOfScope) {
  EXPECT_THAT(import(std::vector{person("n1", "I2-D")}, institute("I1")).conflicts,
              ElementsAre(IsConflict(ConflictKind::kOutOfScope, 2, "I2-D")));
  EXPECT_THAT(import(std::vector{person("n1", "I1-D")}, institute("I1")).conflicts, IsEmpty());
  // Nobody draws another institute's person over, or learns who is there.
  EXPECT_THAT(import(std::vector{person("q1", "I1-D")}, institute("I1")).conflicts,
              ElementsAre(IsConflict(ConflictKind::kOutOfScope, 2, "I1-D")));
  EXPECT_THAT(import(std::vector{learning("L1", "q1")}, institute("I1")).conflicts,
              ElementsAre(IsConflict(ConflictKind::kUnknownPerson, 2, "q1")));
}

TEST_P(ConflictTest, AttendeesMayComeFromAnyInstitute) {
  import(std::vector{training_class("C1", "I1"), training_class("C2", "I2")});
  EXPECT_THAT(
      import(std::vector<training::Attendee>{{"C1", "q1", {}, true}}, institute("I1")).conflicts,
      IsEmpty());
  EXPECT_THAT(
      import(std::vector<training::Attendee>{{"C2", "p1", {}, true}}, institute("I1")).conflicts,
      ElementsAre(IsConflict(ConflictKind::kUnknownClass, 2, "C2")));
}

TEST_P(ConflictTest, AllAtOnceByRowAndCountedBeyondTheMost) {
  std::vector<hours::LearningRecord> rows;
  for (int i = 0; i < 30; ++i) rows.push_back(learning(fmt::format("L{}", i), "nobody"));
  rows.push_back(learning("L1", "p1"));
  rows.push_back(learning("L1", "p1"));
  database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
  Imported refused = import_into(transaction, everything(), rows, 1000);
  EXPECT_EQ(refused.total, 31);
  EXPECT_TRUE(std::is_sorted(refused.conflicts.begin(), refused.conflicts.end(),
                             [](const auto& a, const auto& b) { return a.row < b.row; }));
  EXPECT_THAT(refused.conflicts.back(), IsConflict(ConflictKind::kTwiceInFile, 33, "32"));
}

// The trail of a deleted plan must not become another's.
TEST_P(ConflictTest, TheNumberOfADeletedPlan) {
  auto note = [&](const std::string& number, const std::string& outcome) {
    database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
    AuditEntry entry;
    entry.chain = "I1";
    entry.subject = "plan";
    entry.item = number;
    entry.outcome = outcome;
    append_audit(transaction, entry);
    transaction.commit();
  };
  note("P1", "done");
  note("P2", "refused");  // of a number that nobody had
  EXPECT_THAT(import(std::vector{plan("P1", "I1"), plan("P2", "I1")}).conflicts,
              ElementsAre(IsConflict(ConflictKind::kNumberUsed, 2, "P1")));
  EXPECT_THAT(import(std::vector{plan("P2", "I1")}).conflicts, IsEmpty());
  note("P2", "done");
  EXPECT_THAT(import(std::vector{plan("P2", "I1")}).conflicts, IsEmpty());  // it is there
}

// What an institute froze stays printable (domain.md §4.2, D27).
TEST_P(ConflictTest, AnInstituteWithAFrozenListKeepsItsLevel) {
  academy::Org merged = org("I1", "I2", Level::kDepartment);
  finalise("I1");
  EXPECT_THAT(import(std::vector{merged}).conflicts,
              ElementsAre(IsConflict(ConflictKind::kFrozenInstitute, 2, "I1")));
  EXPECT_THAT(import(std::vector{org("I2", "I1", Level::kDepartment)}).conflicts, IsEmpty());
}

TEST_P(ConflictTest, MoreHoursOfOneAttendeeThanTheDaysHave) {
  training::TrainingClass held = training_class("C1", "I1");
  held.end = held.start;
  import(std::vector{held});
  auto hours = [](std::int64_t seconds) { return base::Hours::of_seconds(seconds); };
  EXPECT_THAT(import(std::vector<training::Attendee>{{"C1", "p1", hours(86400), true},
                                                     {"C1", "p2", hours(86401), true}})
                  .conflicts,
              ElementsAre(IsConflict(ConflictKind::kHoursPerDay, 3, "1")));
}

XUESHI_ON_EACH_BACKEND(ConflictTest);

}  // namespace
}  // namespace xueshi::store
