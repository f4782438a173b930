// Imports of every kind: counts, importing again, what a later import may change.
#include "store_support.h"

namespace xueshi::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class ImportTest : public StoreTest {
 protected:
  // Adds two rows, imports them again, then with the second one changed.
  template <typename T, typename Change>
  void expect_counts(std::vector<T> two, Change change) {
    EXPECT_THAT(import(two).figures(), ElementsAre(2, 0, 0));
    EXPECT_THAT(import(two).figures(), ElementsAre(0, 0, 2));
    change(two[1]);
    EXPECT_THAT(import(two).figures(), ElementsAre(0, 1, 1));
    EXPECT_THAT(import(two).figures(), ElementsAre(0, 0, 2));
  }
};

TEST_P(ImportTest, CountsUnits) {
  expect_counts(
      std::vector{org("I1-E", "I1", Level::kDepartment), org("I3", "A", Level::kInstitute)},
      [](academy::Org& unit) { unit.name = "别的名字"; });
}

// What each institute's trail is told; by code, the first that of what belongs to none.
MATCHER_P(Shares, expected, "") {
  std::vector<std::string> shares;
  for (const InstituteShare& share : arg.counts.shares) {
    shares.push_back(
        fmt::format("{}:{}/{}/{}", share.institute, share.added, share.changed, share.unchanged));
  }
  *result_listener << testing::PrintToString(shares);
  return shares == std::vector<std::string>(expected);
}
using Texts = std::vector<std::string>;

TEST_P(ImportTest, TellsWhatIsWhichInstitutes) {
  std::vector<training::Plan> plans = {plan("P1", "I1-D"), plan("P2", "I2"), plan("P3", "A")};
  EXPECT_THAT(import(plans), Shares(Texts{":1/0/0", "I1:1/0/0", "I2:1/0/0"}));
  plans[0].org = "I2-D";  // whose it was and whose it becomes
  plans[1].title = "别的名字";
  Imported moved = import(plans);
  EXPECT_THAT(moved, Shares(Texts{":0/0/1", "I1:0/1/0", "I2:0/2/0"}));
  EXPECT_THAT(moved.counts.shares[1].changed_numbers, ElementsAre("P1"));
  EXPECT_THAT(moved.counts.shares[2].changed_numbers, ElementsAre("P1", "P2"));
  EXPECT_THAT(moved.counts.shares[2].added_numbers, IsEmpty());
  EXPECT_THAT(import(std::vector{org("I3", "A", Level::kInstitute)}), Shares(Texts{":1/0/0"}));
  EXPECT_THAT(import(std::vector{person("p1", "I2-D"), person("n1", "I3")}),
              Shares(Texts{"I1:0/1/0", "I2:0/1/0", "I3:1/0/0"}));
  EXPECT_THAT(import(std::vector{learning("L1", "p2"), learning("L2", "q1")}),
              Shares(Texts{"I1:1/0/0", "I2:1/0/0"}));
  import(std::vector{training_class("C1", "I1")});
  EXPECT_THAT(
      import(std::vector<training::Attendee>{{"C1", "p2", {}, true}, {"C1", "q1", {}, true}}),
      Shares(Texts{"I1:2/0/0", "I2:1/0/0"}));
}

TEST_P(ImportTest, KeepsTheFirstNumbersAlone) {
  std::vector<training::Plan> plans;
  for (int i = 0; i < 501; ++i) plans.push_back(plan(fmt::format("P{:03}", i), "I1"));
  Imported result = import(plans);
  EXPECT_THAT(result, Shares(Texts{"I1:501/0/0"}));
  EXPECT_THAT(result.counts.shares[0].added_numbers, SizeIs(kMostNumbers));
  EXPECT_EQ(result.counts.shares[0].added_numbers.back(), "P499");
}

TEST_P(ImportTest, CountsPeople) {
  expect_counts(std::vector{person("p3", "I1"), person("p4", "I1-D")},
                [](academy::Person& one) { one.employment.left = base::parse_date("2017-06-30"); });
}

TEST_P(ImportTest, CountsRolesWhichHaveNothingToChange) {
  std::vector<academy::RoleGrant> roles = {{"p1", academy::Role::kInstituteAdmin, "I1"},
                                           {"p1", academy::Role::kClassAdmin, "I1-D"}};
  EXPECT_THAT(import(roles).figures(), ElementsAre(2, 0, 0));
  EXPECT_THAT(import(roles).figures(), ElementsAre(0, 0, 2));
  EXPECT_THAT(fetch_roles(database_, "p1", *base::parse_date("2017-05-01")),
              testing::UnorderedElementsAreArray(roles));
}

TEST_P(ImportTest, CountsHeadcounts) {
  expect_counts(
      std::vector<HeadcountRow>{{"I1", base::Year(2017), 457}, {"I2", base::Year(2017), 50}},
      [](HeadcountRow& row) { row.count = 51; });
  EXPECT_EQ(find_headcount(database_, everything(), "I2", base::Year(2017)), 51);
  EXPECT_EQ(find_headcount(database_, everything(), "I2", base::Year(2016)), std::nullopt);
}

TEST_P(ImportTest, CountsPlans) {
  expect_counts(std::vector{plan("P1", "I1"), plan("P2", "I1-D")},
                [](training::Plan& one) { one.budget = base::Money::of_fen(1); });
}

TEST_P(ImportTest, CountsClasses) {
  expect_counts(std::vector{training_class("C1", "I1"), training_class("C2", "I1-D")},
                [](training::TrainingClass& one) { one.research_count = 3; });
}

TEST_P(ImportTest, CountsAttendees) {
  import(std::vector{training_class("C1", "I1")});
  expect_counts(std::vector<training::Attendee>{{"C1", "p1", {}, true}, {"C1", "q1", {}, true}},
                [](training::Attendee& one) { one.hours = base::Hours::of_hours(2); });
}

TEST_P(ImportTest, CountsLearning) {
  expect_counts(std::vector{learning("L1", "p1"), learning("L1", "p2")},
                [](hours::LearningRecord& one) { one.end = at("2017-03-01 12:00"); });
}

TEST_P(ImportTest, CountsExams) {
  expect_counts(std::vector<hours::Exam>{{"E1", "p1", base::Year(2017), "考试", false},
                                         {"E2", "p1", base::Year(2017), "考试", false}},
                [](hours::Exam& one) { one.passed = true; });
  auto exams = fetch_exams(database_, everything(), "p1", base::Year(2017));
  ASSERT_THAT(exams, SizeIs(2));
  EXPECT_FALSE(exams[0].passed);
  EXPECT_TRUE(exams[1].passed);
}

TEST_P(ImportTest, GivesBackWhatWasImported) {
  academy::Person someone = person("p5", "I1-D");
  someone.post = academy::Post::kSupport;
  someone.division_level = true;
  someone.employment.hired = base::parse_date("2001-03-01");
  someone.employment.left = base::parse_date("2018-01-31");
  someone.hours_required = false;
  someone.email = "p5@example.org";
  someone.login = "someone@example.org";
  import(std::vector{someone});
  EXPECT_EQ(find_person(database_, everything(), "p5"), someone);
  EXPECT_EQ(find_login(database_, "SomeOne@example.org", "someone@example.org"), someone);

  training::Plan made = plan("P1", "I1-D");
  made.form = training::PlanForm::kOther;
  made.kind = training::PlanKind::kAdded;
  made.days_millis = 2500;
  made.funding_requested = made.technical_support = true;
  made.withdrawal = training::place::kWithdrawn;
  made.withdrawal_reason = "计划调整";
  import(std::vector{made});
  EXPECT_EQ(find_plan(database_, everything(), "P1"), made);

  training::TrainingClass held = training_class("C1", "I1-D");
  held.start = at("2017-05-02");  // a day without a time stays one
  held.outside_count = 0;         // known to be none, unlike the other three
  held.enrolment_from = at("2017-04-01 08:00");
  held.excellent = true;
  import(std::vector{held});
  EXPECT_EQ(find_class(database_, everything(), "C1"), held);
}

// On SQLite a column read the wrong way is cut to 32 bits without a word.
TEST_P(ImportTest, HoldsNumbersOverThirtyTwoBits) {
  constexpr std::int64_t kLarge = 9'007'199'254'740'993;
  training::Plan made = plan("P1", "I1");
  made.budget = base::Money::of_fen(kLarge);
  made.headcount = kLarge;
  import(std::vector{made});
  import(std::vector{learning("L1", "p1", 3'000'000'000), learning("L2", "p1", 3'000'000'001)});
  EXPECT_EQ(find_plan(database_, everything(), "P1"), made);
  std::int64_t sum = 0;
  for_each_person_of_year(database_, everything(), base::Year(2017),
                          [&](const academy::Person&, const hours::OnRecord& sums) {
                            for (const hours::SourceSum& each : sums.sums)
                              sum += each.sum.seconds();
                          });
  EXPECT_EQ(sum, 6'000'000'001);
}

// What COPY would read as something else, and what SQL would.
TEST_P(ImportTest, TakesAnyText) {
  hours::LearningRecord odd = learning("L\\1", "p1");
  odd.title = "一\t二\n三\\N 四\r'\"; drop table record; -- 𠮷";
  odd.organiser = "\\N";
  import(std::vector{odd});
  EXPECT_THAT(records("p1"), ElementsAre(odd));
}

TEST_P(ImportTest, KeepsAStatusThatItsWorkflowGave) {
  hours::LearningRecord pending = learning("L1", "p1");
  pending.status = hours::place::kPending;
  import(std::vector{pending});
  hours::LearningRecord approved = learning("L1", "p1");
  Imported refused = import(std::vector{approved});
  ASSERT_THAT(refused.conflicts,
              ElementsAre(IsConflict(ConflictKind::kStatusDiffers, 2, "pending")));
  EXPECT_EQ(refused.conflicts[0].heading_hint, "status");
  EXPECT_EQ(records("p1")[0].status, hours::place::kPending);
}

TEST_P(ImportTest, RollsADryRunBack) {
  {
    database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
    Imported dry = import_into(transaction, everything(), std::vector{learning("L1", "p1")});
    EXPECT_EQ(dry.counts.added, 1);
  }
  EXPECT_THAT(records("p1"), IsEmpty());
  EXPECT_THAT(import(std::vector{learning("L1", "p1")}).figures(), ElementsAre(1, 0, 0));
}

TEST_P(ImportTest, SeveralFilesShareOneTransaction) {
  database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
  import_into(transaction, everything(), std::vector{person("p9", "I1")});
  EXPECT_THAT(import_into(transaction, everything(), std::vector{learning("L1", "p9")}).figures(),
              ElementsAre(1, 0, 0));
  transaction.commit();
  EXPECT_THAT(records("p9"), SizeIs(1));
}

XUESHI_ON_EACH_BACKEND(ImportTest);

}  // namespace
}  // namespace xueshi::store
