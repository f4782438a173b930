// Lists of learning records: what fits, in order, a page at a time, never beyond the scope.
#include "store/record_list.h"

#include "store_support.h"

namespace xueshi::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class RecordListTest : public StoreTest {
 protected:
  static hours::LearningRecord entered(const std::string& number, const std::string& employee,
                                       const std::string& start) {
    hours::LearningRecord record = learning(number, employee);
    record.source = "线下培训";
    record.start = at(start);
    return record;
  }
  RecordRows fetch(const RecordPage& page, const academy::Scope& scope) {
    database::Transaction snapshot(database_, database::Transaction::Mode::kSnapshot);
    return fetch_record_page(database_, scope, page);
  }
  std::vector<std::string> numbers(const RecordPage& page, const academy::Scope& scope) {
    std::vector<std::string> found;
    for (const ListedRecord& row : fetch(page, scope).rows)
      found.push_back(row.record.employee + "/" + row.record.number);
    return found;
  }
};

// Newest first; a day is its first moment; ties by number, then employee number.
TEST_P(RecordListTest, ComesInOrderAndInScope) {
  import(std::vector{entered("A", "p2", "2017-03-01"), entered("A", "p1", "2017-03-01 00:00"),
                     entered("B", "p1", "2017-03-01 08:00"), entered("C", "q1", "2017-05-01")});
  import(std::vector{learning("courses are of the platform", "p1")});
  RecordPage page;
  page.filter.left_out = {learning("", "").source};
  EXPECT_THAT(numbers({}, everything()), SizeIs(5));
  EXPECT_THAT(numbers(page, everything()), ElementsAre("q1/C", "p1/B", "p1/A", "p2/A"));
  EXPECT_THAT(numbers(page, institute("I1")), ElementsAre("p1/B", "p1/A", "p2/A"));
  EXPECT_THAT(numbers({}, scope_of("I1-D", academy::Role::kLearner)), IsEmpty());
  page.is_down = false;
  EXPECT_THAT(numbers(page, institute("I1")), ElementsAre("p1/A", "p2/A", "p1/B"));
}

// Whatever the order: pages one after another are all rows once, as `page` counts them.
TEST_P(RecordListTest, PagesAreAllRowsOnce) {
  std::vector<hours::LearningRecord> rows;
  for (int i = 0; i < 23; ++i) {
    rows.push_back(entered(fmt::format("L{}", i), i % 2 == 0 ? "p1" : "q1",
                           fmt::format("2017-03-{:02}", 1 + i % 4)));
    rows.back().title = fmt::format("培训{}", i % 3);
    rows.back().length = base::Hours::of_hours(1 + i % 5);
  }
  import(rows);
  for (RecordOrder order : {RecordOrder::kStart, RecordOrder::kEnd, RecordOrder::kTitle,
                            RecordOrder::kHours, RecordOrder::kYear, RecordOrder::kLearner,
                            RecordOrder::kUnit, RecordOrder::kSource, RecordOrder::kStatus}) {
    for (bool is_down : {false, true}) {
      RecordPage page;
      page.order = order;
      page.is_down = is_down;
      page.size = 100;
      std::vector<std::string> all = numbers(page, everything()), found;
      page.size = 5;
      for (page.begin = 0; page.begin < 25; page.begin += page.size) {
        std::vector<std::string> some = numbers(page, everything());
        page.after = found.empty() ? "" : found.back();
        EXPECT_EQ(numbers(page, everything()), some);
        page.after.clear();
        found.insert(found.end(), some.begin(), some.end());
      }
      EXPECT_EQ(found, all);
      EXPECT_EQ(all.size(), 23U);
    }
  }
}

TEST_P(RecordListTest, KnowsWhatFits) {
  hours::LearningRecord waits = entered("W", "p1", "2017-06-01 09:00");
  waits.status = hours::place::kPending;
  waits.title = "100%_新";
  import(std::vector{waits, entered("A", "p2", "2017-06-02")});
  auto found = [&](auto change) {
    RecordPage page;
    change(page.filter);
    return numbers(page, everything());
  };
  EXPECT_THAT(found([](RecordFilter& f) { f.status = "pending"; }), ElementsAre("p1/W"));
  EXPECT_THAT(found([](RecordFilter& f) { f.status = "approved"; }), ElementsAre("p2/A"));
  EXPECT_THAT(found([](RecordFilter& f) { f.title = "%_"; }), ElementsAre("p1/W"));
  EXPECT_THAT(found([](RecordFilter& f) { f.title = "0_新"; }), IsEmpty());
  EXPECT_THAT(found([](RecordFilter& f) { f.learner = "p2"; }), ElementsAre("p2/A"));
  EXPECT_THAT(found([](RecordFilter& f) { f.learner = "某p1"; }), ElementsAre("p1/W"));
  EXPECT_THAT(found([](RecordFilter& f) { f.year = base::Year(2016); }), IsEmpty());
  EXPECT_THAT(found([](RecordFilter& f) { f.sources = {"在职自学"}; }), IsEmpty());
  EXPECT_THAT(found([](RecordFilter& f) { f.from = f.to = base::parse_date("2017-06-01"); }),
              ElementsAre("p1/W"));
}

// Beyond the end is the last page; a place that is gone is the first one.
TEST_P(RecordListTest, StaysWithinTheList) {
  import(std::vector{entered("A", "p1", "2017-03-01"), entered("B", "p1", "2017-03-02"),
                     entered("C", "q1", "2017-03-03")});
  RecordPage page;
  page.size = 2;
  page.begin = 16;
  EXPECT_EQ(fetch(page, everything()).begin, 2);
  page.after = "p1/gone";
  EXPECT_EQ(fetch(page, everything()).begin, 0);
  page.after = "q1/C";  // out of the scope: as if it were not there
  EXPECT_EQ(fetch(page, institute("I1")).begin, 0);
  EXPECT_EQ(fetch(page, institute("I2-D")).total, 1);
}

XUESHI_ON_EACH_BACKEND(RecordListTest);

}  // namespace
}  // namespace xueshi::store
