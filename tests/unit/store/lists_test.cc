// Plans, classes, people of a year and jobs as lists leaf through them: what fits, in order, a page
// at a time, never beyond the scope.
#include <map>

#include "store/jobs.h"
#include "store/plan_list.h"
#include "store_support.h"

namespace xueshi::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr int kRows = 23;
constexpr std::int64_t kSize = 5;

class ListsTest : public StoreTest {
 protected:
  template <typename Work>
  auto look(Work work) {
    database::Transaction snapshot(database_, database::Transaction::Mode::kSnapshot);
    return work();
  }

  // Whatever the order: pages one after another are all rows once; by number and by key alike.
  // `leaf` fills in the keys of a page and returns its total.
  template <typename Page, typename Leaf>
  void expect_all_rows_once(Page page, std::size_t rows, Leaf leaf) {
    std::vector<std::string> all, met;
    page.size = 100;
    EXPECT_EQ(leaf(page, all), static_cast<std::int64_t>(rows));
    ASSERT_EQ(all.size(), rows);
    page.size = kSize;
    for (page.begin = 0; page.begin < static_cast<std::int64_t>(rows); page.begin += kSize) {
      std::vector<std::string> some, same;
      leaf(page, some);
      set_after(page, met.empty() ? "" : met.back());
      leaf(page, same);
      set_after(page, "");
      EXPECT_EQ(same, some);
      met.insert(met.end(), some.begin(), some.end());
    }
    EXPECT_EQ(met, all);
    std::vector<std::string> last;
    page.begin = std::int64_t{1} << 62;
    leaf(page, last);
    EXPECT_EQ(last.back(), all.back());
    set_after(page, "not there");
    last.clear();
    leaf(page, last);
    EXPECT_EQ(last.front(), all.front());
  }
  template <typename Page>
  static void set_after(Page& page, const std::string& key) {
    page.after = key;
  }
  static void set_after(JobPage& page, const std::string& key) {
    page.after.reset();
    if (!key.empty()) page.after = JobKey{"year-end", base::Year(2017), key, "year-end"};
    if (key == "not there") page.after->schedule = "";
  }
};

TEST_P(ListsTest, PlansInEveryOrder) {
  std::vector<training::Plan> plans;
  for (int i = 0; i < kRows; ++i) {
    plans.push_back(plan(fmt::format("P{}", i), i % 3 == 0 ? "I1-D" : i % 3 == 1 ? "I2" : "I1"));
    plans.back().title = fmt::format("计划{}", i % 4);
    plans.back().organiser = fmt::format("处{}", i % 2);
    plans.back().year = base::Year(2016 + i % 2);
    plans.back().month->month = 1 + i % 5;
    if (i % 6 == 0) plans.back().funding_requested = true;
  }
  import(plans);
  for (PlanOrder order : {PlanOrder::kUsual, PlanOrder::kTitle, PlanOrder::kMonth,
                          PlanOrder::kOrganiser, PlanOrder::kUnit, PlanOrder::kNumber}) {
    for (bool is_down : {false, true}) {
      if (is_down && order == PlanOrder::kUsual) continue;
      PlanPage page;
      page.order = order;
      page.is_down = is_down;
      expect_all_rows_once(page, kRows, [&](const PlanPage& asked, std::vector<std::string>& keys) {
        PlanRows found = look([&] { return fetch_plan_page(database_, everything(), asked); });
        for (const training::Plan& one : found.rows) keys.push_back(one.number);
        return found.total;
      });
    }
  }
}

// As for_each_plan() hands them on, which the command line lists.
TEST_P(ListsTest, PlansInTheirUsualOrder) {
  std::vector<training::Plan> plans;
  for (int i = 0; i < 9; ++i) {
    plans.push_back(plan(fmt::format("P{}", i), i % 2 == 0 ? "I1-D" : "I2"));
    plans.back().year = base::Year(2016 + i % 3);
  }
  import(plans);
  std::vector<std::string> expected, found;
  for_each_plan(database_, everything(), PlanFilter{},
                [&](const training::Plan& one) { expected.push_back(one.number); });
  for (const auto& one : look([&] { return fetch_plan_page(database_, everything(), {}); }).rows)
    found.push_back(one.number);
  EXPECT_EQ(found, expected);
}

TEST_P(ListsTest, PlansThatFit) {
  training::Plan own = plan("P1", "I1"), below = plan("P2", "I1-D"), other = plan("P3", "I2");
  below.title = "100%_新";
  below.month->month = 11;
  below.category = "其他培训";
  below.review = "at_institute";
  import(std::vector{own, below, other});
  auto found = [&](auto change) {
    PlanPage page;
    change(page.filter);
    std::vector<std::string> numbers;
    for (const auto& one :
         look([&] { return fetch_plan_page(database_, institute("I1"), page); }).rows)
      numbers.push_back(one.number);
    return numbers;
  };
  using Filter = PlanListFilter;
  EXPECT_THAT(found([](Filter&) {}), ElementsAre("P1", "P2"));
  EXPECT_THAT(found([](Filter& f) { f.title = "%_"; }), ElementsAre("P2"));
  EXPECT_THAT(found([](Filter& f) { f.title = "0_新"; }), IsEmpty());
  EXPECT_THAT(found([](Filter& f) { f.month = 11; }), ElementsAre("P2"));
  EXPECT_THAT(found([](Filter& f) { f.month = 0; }), IsEmpty());
  EXPECT_THAT(found([](Filter& f) { f.category = "其他培训"; }), ElementsAre("P2"));
  EXPECT_THAT(found([](Filter& f) { f.reviews = {"at_institute", "draft"}; }), ElementsAre("P2"));
  EXPECT_THAT(found([](Filter& f) { f.reviews = {""}; }), IsEmpty());
  EXPECT_THAT(found([](Filter& f) { f.form = "other"; }), IsEmpty());
  EXPECT_THAT(found([](Filter& f) { f.year = base::Year(2016); }), IsEmpty());
  EXPECT_THAT(found([](Filter& f) { f.not_of = "I1"; }), ElementsAre("P2"));
  EXPECT_THAT(found([](Filter& f) {
                f.not_of = "I1";
                f.waiting = {"P1"};
              }),
              ElementsAre("P1", "P2"));
  EXPECT_THAT(found([](Filter& f) { f.only_waiting = true; }), IsEmpty());
  EXPECT_THAT(found([](Filter& f) {
                f.only_waiting = true;
                f.waiting = {"P2", "P3"};
              }),
              ElementsAre("P2"));
}

TEST_P(ListsTest, ClassesInEveryOrder) {
  std::vector<training::TrainingClass> classes;
  for (int i = 0; i < kRows; ++i) {
    classes.push_back(training_class(fmt::format("C{}", i), i % 2 == 0 ? "I1-D" : "I2"));
    classes.back().title = fmt::format("班{}", i % 4);
    classes.back().start = at(fmt::format("2017-05-{:02}", 1 + i % 5));
    classes.back().end = at(fmt::format("2017-06-{:02} 10:00", 1 + i % 3));
    classes.back().headcount = i % 6;
    classes.back().budget = base::Money::of_fen(i % 7);
  }
  import(classes);
  for (ClassOrder order : {ClassOrder::kStart, ClassOrder::kEnd, ClassOrder::kTitle,
                           ClassOrder::kHeadcount, ClassOrder::kBudget}) {
    for (bool is_down : {false, true}) {
      ClassPage page;
      page.order = order;
      page.is_down = is_down;
      expect_all_rows_once(
          page, kRows, [&](const ClassPage& asked, std::vector<std::string>& keys) {
            auto keep = [&](const training::TrainingClass& one, const auto*) {
              keys.push_back(one.number);
            };
            return look([&] { return leaf_classes(database_, everything(), asked, keep).total; });
          });
    }
  }
}

// With the sums that everybody's pass gives; whoever came back is there by an earlier spell.
TEST_P(ListsTest, PeopleOfAYearInEveryOrder) {
  std::vector<academy::Person> people;
  for (int i = 0; i < kRows - 4; ++i) {
    people.push_back(person(fmt::format("s{}", i), i % 2 == 0 ? "I1-D" : "I2"));
    people.back().name = fmt::format("员{}", i % 5);
  }
  people[3].employment.hired = base::parse_date("2010-01-01");
  people[3].employment.left = base::parse_date("2017-03-01");
  academy::Person later = person("later", "I1"), gone = person("gone", "I1");
  later.employment.hired = base::parse_date("2018-01-01");
  gone.employment.left = base::parse_date("2016-12-31");
  people.push_back(later);
  people.push_back(gone);
  import(people);
  academy::Person back = people[3];
  back.employment = {base::parse_date("2019-01-01"), {}, {}};
  import(std::vector{back});
  import(
      std::vector{learning("L1", "s1", 100), learning("L2", "s1", 200), learning("L1", "s8", 7)});
  using Sums = std::map<std::string, std::int64_t>;
  Sums expected;
  auto add_to = [](Sums& sums) {
    return [&sums](const academy::Person& one, const hours::OnRecord& all) {
      sums[one.employee] = 0;
      for (const hours::SourceSum& sum : all.sums) sums[one.employee] += sum.sum.seconds();
    };
  };
  for_each_person_of_year(database_, everything(), base::Year(2017), add_to(expected));
  EXPECT_EQ(expected.size(), static_cast<std::size_t>(kRows));
  for (PeopleOrder order : {PeopleOrder::kEmployee, PeopleOrder::kName, PeopleOrder::kUnit}) {
    for (bool is_down : {false, true}) {
      PeopleOfYearPage page;
      page.order = order;
      page.is_down = is_down;
      Sums met;
      expect_all_rows_once(
          page, kRows, [&](const PeopleOfYearPage& asked, std::vector<std::string>& keys) {
            auto keep = [&](const academy::Person& one, const hours::OnRecord& all) {
              keys.push_back(one.employee);
              add_to(met)(one, all);
            };
            return look([&] {
              return leaf_people_of_year(database_, everything(), base::Year(2017), asked, keep)
                  .total;
            });
          });
      EXPECT_EQ(met, expected);
    }
  }
}

TEST_P(ListsTest, JobsByTheirKey) {
  std::vector<academy::Org> units;
  for (int i = 0; i < kRows; ++i)
    units.push_back(org(fmt::format("J{:02}", i), "A", Level::kInstitute));
  import(units);
  {
    database::Transaction transaction(database_, database::Transaction::Mode::kDecide);
    for (const academy::Org& unit : units) {
      Job one;
      one.key = {"year-end", base::Year(2017), unit.code, "year-end"};
      queue_job(transaction, one);
    }
    transaction.commit();
  }
  expect_all_rows_once(JobPage{}, kRows, [&](const JobPage& asked, std::vector<std::string>& keys) {
    JobRows found = look([&] { return fetch_job_page(database_, everything(), asked); });
    for (const Job& one : found.rows) keys.push_back(one.key.org);
    EXPECT_THAT(found.by_state, ElementsAre(testing::Pair("waiting", kRows)));
    return found.total;
  });
  JobPage page;
  page.org = "J1";
  EXPECT_EQ(look([&] { return fetch_job_page(database_, everything(), page); }).total, 10);
  page.state = "parked";
  EXPECT_EQ(look([&] { return fetch_job_page(database_, everything(), page); }).total, 0);
  EXPECT_EQ(look([&] { return fetch_job_page(database_, institute("I1"), {}); }).total, 0);
}

XUESHI_ON_EACH_BACKEND(ListsTest);

}  // namespace
}  // namespace xueshi::store
