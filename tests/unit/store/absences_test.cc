// What policies ask of people and records: further columns, absences, works.
#include "store/absences.h"

#include "store_support.h"

namespace xueshi::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class AbsencesTest : public StoreTest {
 protected:
  static AbsenceRow absence(const std::string& employee, const std::string& reason,
                            const std::string& from, const std::string& to) {
    return {employee, {reason, *base::parse_date(from), *base::parse_date(to)}};
  }

  // "EMPLOYEE REASON FROM TO" of everybody of 2017, as a policy that prorates gets them.
  std::vector<std::string> of_everybody(const academy::Scope& scope) {
    std::vector<std::string> found;
    hours::Reach reach{base::Year(2017)};
    reach.with_absences = true;
    database::Transaction snapshot(database_, database::Transaction::Mode::kSnapshot);
    for_each_person_of_year(
        database_, scope, reach, [&](const academy::Person& one, const hours::OnRecord& on_record) {
          EXPECT_EQ(on_record.absences, fetch_absences(database_, scope, one.employee));
          for (const hours::Absence& each : on_record.absences)
            found.push_back(fmt::format("{} {} {} {}", one.employee, each.reason,
                                        base::render(each.from), base::render(each.to)));
        });
    return found;
  }
};

TEST_P(AbsencesTest, OfEachPersonInOrderOfDays) {
  import(std::vector{absence("q1", "病假", "2017-05-01", "2017-05-02"),
                     absence("p1", "产假", "2017-03-01", "2017-06-30"),
                     absence("p1", "病假", "2016-02-01", "2016-02-02")});
  EXPECT_THAT(of_everybody(everything()),
              ElementsAre("p1 病假 2016-02-01 2016-02-02", "p1 产假 2017-03-01 2017-06-30",
                          "q1 病假 2017-05-01 2017-05-02"));
  EXPECT_THAT(of_everybody(institute("I2")), ElementsAre("q1 病假 2017-05-01 2017-05-02"));
}

TEST_P(AbsencesTest, AnotherLastDayIsTheSameAbsence) {
  import(std::vector{absence("p1", "产假", "2017-03-01", "2017-06-30")});
  Imported again = import(std::vector{absence("p1", "产假", "2017-03-01", "2017-06-30")});
  EXPECT_THAT(again.figures(), ElementsAre(0, 0, 1));
  Imported longer = import(std::vector{absence("p1", "产假", "2017-03-01", "2017-07-31")});
  EXPECT_THAT(longer.figures(), ElementsAre(0, 1, 0));
  Imported other = import(std::vector{absence("p1", "产假", "2017-03-02", "2017-07-31")});
  EXPECT_THAT(other.figures(), ElementsAre(1, 0, 0));
}

TEST_P(AbsencesTest, OfSomebodyUnknownOrOutOfScope) {
  Imported unknown =
      import(std::vector{absence("nobody", "产假", "2017-03-01", "2017-03-02")}, everything());
  ASSERT_EQ(unknown.total, 1);
  EXPECT_EQ(unknown.conflicts.front().kind, ConflictKind::kUnknownPerson);
  Imported beyond =
      import(std::vector{absence("q1", "产假", "2017-03-01", "2017-03-02")}, institute("I1"));
  ASSERT_EQ(beyond.total, 1);
  EXPECT_EQ(beyond.conflicts.front().kind, ConflictKind::kUnknownPerson);
}

TEST_P(AbsencesTest, FurtherColumnsStayWhereTheFileDoesNotHaveThem) {
  using Facts = std::map<std::string, std::string>;
  academy::Person one = person("p1", "I1-D");
  one.facts = {{"注册年度", "2020"}, {"职称", "高级"}};
  import(std::vector{one});
  one.facts = {{"职称", ""}, {"双注册", "是"}};
  import(std::vector{one});
  EXPECT_EQ(find_person(database_, everything(), "p1")->facts,
            (Facts{{"双注册", "是"}, {"注册年度", "2020"}}));
  one.facts.clear();
  EXPECT_THAT(import(std::vector{one}).figures(), ElementsAre(0, 0, 1));
}

TEST_P(AbsencesTest, WorksComeBackOnEveryWay) {
  hours::LearningRecord record = learning("L1", "p1");
  record.work = "W1";
  record.author = 3;
  import(std::vector{record});
  auto is_told = [](const hours::LearningRecord& one) {
    return one.work == "W1" && one.author == 3;
  };
  auto own = fetch_records(database_, everything(), "p1", base::Year(2017));
  ASSERT_EQ(own.size(), 1u);
  EXPECT_TRUE(is_told(own.front()));
  EXPECT_TRUE(is_told(find_records(database_, everything(), "p1/L1").at(0)));
  database::Transaction snapshot(database_, database::Transaction::Mode::kSnapshot);
  RecordsOfYear records(database_, everything(), hours::Reach(base::Year(2017)));
  EXPECT_TRUE(is_told(records.take("p1").at(0)));
  EXPECT_THAT(records.take("p2"), IsEmpty());
}

XUESHI_ON_EACH_BACKEND(AbsencesTest);

}  // namespace
}  // namespace xueshi::store
