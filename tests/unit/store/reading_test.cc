// What comes out: within a scope and a year, summed as row by row; backbone reports and summaries.
#include <map>

#include "store_support.h"

namespace xueshi::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class ReadingTest : public StoreTest {
 protected:
  using Sums = std::map<std::string, std::map<std::string, std::pair<std::int64_t, std::int64_t>>>;

  // employee → source → (sum, longest), as the database adds up.
  Sums sums(const academy::Scope& scope) {
    Sums found;
    for_each_person_of_year(database_, scope, base::Year(2017),
                            [&](const academy::Person& one, const hours::OnRecord& of_one) {
                              auto& sources = found[one.employee];
                              for (const hours::SourceSum& each : of_one.sums)
                                sources[each.source] = {each.sum.seconds(), each.longest.seconds()};
                            });
    return found;
  }
};

TEST_P(ReadingTest, SumsAreThoseOfTheRows) {
  std::vector<hours::LearningRecord> rows;
  std::vector<std::string> people = {"p1", "p2", "q1"},
                           sources = {"在线学习", "线下培训", "公派留学"};
  Sums expected;
  for (const char* each : {"p1", "p2", "q1", "q2"}) expected[each];
  for (int i = 0; i < 300; ++i) {
    std::int64_t seconds = 60 + i * 7919 % 10'000;
    hours::LearningRecord row = learning(fmt::format("L{}", i), people[i % 3], seconds);
    row.source = sources[i / 3 % 3];
    row.year = base::Year(i % 5 == 0 ? 2016 : 2017);
    if (i % 7 == 0) row.status = i % 2 == 0 ? hours::place::kPending : hours::place::kRefused;
    rows.push_back(row);
    if (i % 5 == 0 || i % 7 == 0) continue;
    auto& [sum, longest] = expected[row.employee][row.source];
    sum += seconds;
    longest = std::max(longest, seconds);
  }
  import(rows);
  EXPECT_EQ(sums(everything()), expected);
}

// domain.md §2: hired on or before 31 December, not left before 1 January.
TEST_P(ReadingTest, PeopleOfAYear) {
  std::vector<academy::Person> people;
  for (const char* text :
       {"hired 2018-01-01", "hired 2017-12-31", "left 2016-12-31", "left 2017-01-01"}) {
    people.push_back(person(text, "I1"));
    auto date = base::parse_date(std::string(text).substr(std::string(text).find(' ') + 1));
    (text[0] == 'h' ? people.back().employment.hired : people.back().employment.left) = date;
  }
  import(people);
  std::vector<std::string> found;
  for (const auto& [employee, none] : sums(everything())) found.push_back(employee);
  EXPECT_THAT(found, ElementsAre("hired 2017-12-31", "left 2017-01-01", "p1", "p2", "q1", "q2"));
}

TEST_P(ReadingTest, NothingOutsideTheScope) {
  import(std::vector{learning("L1", "p1"), learning("L2", "q1")});
  import(std::vector{plan("P2", "I2-D"), plan("P1", "I1")});
  import(std::vector<HeadcountRow>{{ "I2", base::Year(2017), 9 }});
  academy::Scope own = institute("I1");
  EXPECT_EQ(find_person(database_, own, "q1"), std::nullopt);
  EXPECT_THAT(fetch_records(database_, own, "q1", base::Year(2017)), IsEmpty());
  EXPECT_THAT(fetch_records(database_, own, "p1", base::Year(2017)), SizeIs(1));
  EXPECT_EQ(find_plan(database_, own, "P2"), std::nullopt);
  EXPECT_EQ(find_class(database_, own, "P2"), std::nullopt);
  EXPECT_NE(find_class(database_, own, "P1"), std::nullopt);
  EXPECT_EQ(find_headcount(database_, own, "I2", base::Year(2017)), std::nullopt);
  std::vector<std::string> people;
  for (const auto& [employee, none] : sums(own)) people.push_back(employee);
  EXPECT_THAT(people, ElementsAre("p1", "p2"));
  EXPECT_EQ(find_summary(database_, own, "I2", base::Year(2017)), std::nullopt);
}

TEST_P(ReadingTest, ALearnerReachesOnlyThemselves) {
  import(std::vector{learning("L1", "p1"), learning("L2", "p2")});
  academy::OrgTree tree(fetch_orgs(database_));
  academy::Scope own = academy::Scope::of({"p1", "p1", academy::Role::kLearner, "I1-D"}, tree);
  EXPECT_NE(find_person(database_, own, "p1"), std::nullopt);
  EXPECT_EQ(find_person(database_, own, "p2"), std::nullopt);
  EXPECT_THAT(fetch_records(database_, own, "p1", base::Year(2017)), SizeIs(1));
  EXPECT_THAT(fetch_records(database_, own, "p2", base::Year(2017)), IsEmpty());
  EXPECT_THAT(sums(own), IsEmpty());
}

TEST_P(ReadingTest, ScopesFollowAChangedTree) {
  import(std::vector{org("I0", "A", Level::kInstitute), org("I0-D", "I0", Level::kDepartment)});
  import(std::vector{person("o1", "I0-D")});
  std::vector<std::string> people;
  for (const auto& [employee, none] : sums(institute("I1"))) people.push_back(employee);
  EXPECT_THAT(people, ElementsAre("p1", "p2"));
  EXPECT_THAT(sums(institute("I0")), SizeIs(1));
}

TEST_P(ReadingTest, RecordsComeByStartThenNumber) {
  hours::LearningRecord late = learning("L0", "p1");
  late.start = at("2017-12-01 08:00");
  import(std::vector{late, learning("L3", "p1"), learning("L10", "p1")});
  std::vector<std::string> numbers;
  for (const auto& each : records("p1")) numbers.push_back(each.number);
  EXPECT_THAT(numbers, ElementsAre("L10", "L3", "L0"));
}

TEST_P(ReadingTest, ABackboneReportAndBack) {
  base::Year year(2017);
  EXPECT_EQ(fetch_backbone(database_, everything(), "I1", year).status, yearend::place::kOpen);
  {
    database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
    save_reported(transaction, everything(), "I1", year, {"p2", "p1", "p2"}, true);
    save_reported(transaction, everything(), "I1", year, {"p1", "q2"}, false);
    transaction.commit();
  }
  EXPECT_THAT(fetch_backbone(database_, everything(), "I1", year).reported, ElementsAre("p2"));
  EXPECT_THAT(fetch_backbone(database_, institute("I2"), "I1", year).reported, IsEmpty());
  BackboneReport closed;
  closed.status = yearend::place::kFinalised;
  closed.headcount = 457;
  closed.quota_hundredths = 400;
  closed.required = 18;
  closed.frozen = {{"p2",
                    "某p2",
                    "单位I1",
                    "",
                    base::Hours::of_seconds(3'000'000'000),
                    {},
                    {},
                    false,
                    true,
                    true},
                   {"p1", "某p1", "单位I1", "单位I1-D", base::Hours::of_hours(2),
                    base::Hours::of_hours(1), base::Hours::of_hours(1), true, true, false}};
  {
    database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
    save_finalised(transaction, everything(), "I1", year, closed);
    transaction.commit();
  }
  BackboneReport found = fetch_backbone(database_, everything(), "I1", year);
  EXPECT_EQ(found.status, closed.status);
  EXPECT_EQ(found.frozen, closed.frozen);
  EXPECT_EQ(found.headcount, 457);
  EXPECT_EQ(found.quota_hundredths, 400);
  EXPECT_EQ(found.required, 18);
}

yearend::Summary summary_of(const std::string& org, int year) {
  yearend::Summary summary;
  summary.org = org;
  summary.year = base::Year(year);
  summary.figures = {
      1, 2, 3, 4, 5, 6, 7, 400, 8, base::Hours::of_hours(9), base::Hours::of_hours(10)};
  summary.entries.name = fmt::format("{}年度培训总结", year);
  summary.entries.practice = "第一行\n第二行";
  summary.label_met = "完成人数";
  summary.label_required = "应完成人数";
  return summary;
}

TEST_P(ReadingTest, ASummaryAndBack) {
  base::Year year(2017);
  yearend::Summary draft = summary_of("I1", 2017), submitted = draft;
  submitted.status = yearend::place::kSubmitted;
  submitted.revision = 1;
  submitted.entries.funds = base::Money::of_fen(0);  // typed as none, not left out
  submitted.entries.attendance = 3'000'000'000;
  {
    database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
    save_summary(transaction, everything(), draft);
    transaction.commit();
  }
  EXPECT_EQ(find_summary(database_, everything(), "I1", year), draft);
  EXPECT_EQ(find_submitted(database_, everything(), "I1", year), std::nullopt);
  {
    database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
    save_revision(transaction, everything(), submitted);
    submitted.revision = 2;
    save_revision(transaction, everything(), submitted);
    save_summary(transaction, everything(), submitted);
    transaction.commit();
  }
  EXPECT_EQ(find_submitted(database_, everything(), "I1", year), submitted);
  EXPECT_EQ(find_summary(database_, everything(), "I1", year), submitted);
  EXPECT_EQ(find_summary(database_, institute("I2"), "I1", year), std::nullopt);
  database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
  EXPECT_TRUE(delete_summary(transaction, everything(), "I1", year));
  EXPECT_FALSE(delete_summary(transaction, everything(), "I1", year));
  EXPECT_EQ(find_submitted(database_, everything(), "I1", year), std::nullopt);
}

TEST_P(ReadingTest, SummariesByYearDescendingThenUnit) {
  {
    database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
    for (const yearend::Summary& each :
         {summary_of("I2", 2016), summary_of("I2", 2017), summary_of("I1", 2017)})
      save_summary(transaction, everything(), each);
    transaction.commit();
  }
  auto all = fetch_summaries(database_, everything(), std::nullopt);
  EXPECT_THAT(all,
              ElementsAre(summary_of("I1", 2017), summary_of("I2", 2017), summary_of("I2", 2016)));
  EXPECT_THAT(fetch_summaries(database_, everything(), base::Year(2016)), SizeIs(1));
  EXPECT_THAT(fetch_summaries(database_, institute("I1"), std::nullopt), SizeIs(1));
}

XUESHI_ON_EACH_BACKEND(ReadingTest);

}  // namespace
}  // namespace xueshi::store
