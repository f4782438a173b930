// What a transaction did to the rows that the trail answers for, and what stands there.
#include "store/seals.h"

#include <algorithm>

#include "store_support.h"

namespace xueshi::store {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class SealsTest : public StoreTest {
 protected:
  void SetUp() override {
    StoreTest::SetUp();
    if (IsSkipped()) return;
    import(std::vector{learning("L0", "q2")});  // its source is there from now on
    watch_rows(database_);
  }

  // "+ record I1 2017 1 1/0/L1": without the sum.
  static std::string shown(const Seal& seal) {
    return fmt::format("{} {} {} {} {} {}", seal.came ? '+' : '-', seal.table, seal.place,
                       seal.year, seal.sum.count(), fmt::join(seal.key, "/"));
  }
  // What a transaction that imports these and does more with SQL did; it is not committed.
  template <typename T>
  std::vector<std::string> seals_of(const std::vector<T>& values, const std::string& more = "") {
    database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
    import_into(transaction, everything(), values);
    if (!more.empty()) database_.session().sql << more;
    std::vector<std::string> all;
    for (const Seal& seal : take_seals(transaction)) all.push_back(shown(seal));
    return all;
  }
  template <typename T>
  std::vector<Seal> commit(const std::vector<T>& values) {
    database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
    import_into(transaction, everything(), values);
    std::vector<Seal> seals = take_seals(transaction);
    transaction.commit();
    return seals;
  }
};

TEST_P(SealsTest, NewRowsAndChangedOnes) {
  EXPECT_THAT(seals_of(std::vector{learning("L1", "p1")}),
              ElementsAre("+ record I1 2017 1 1/0/L1"));
  commit(std::vector{learning("L1", "p1")});
  EXPECT_THAT(seals_of(std::vector{learning("L1", "p1", 7200)}),
              ElementsAre("- record I1 2017 1 1/0/L1", "+ record I1 2017 1 1/0/L1"));
  EXPECT_THAT(seals_of(std::vector{learning("L1", "p1")}), IsEmpty());  // nothing changed
  EXPECT_THAT(seals_of(std::vector{learning("L1", "p1")}, "delete from record where number = 'L1'"),
              ElementsAre("- record I1 2017 1 1/0/L1"));
}

// What a transaction did and undid is nothing; of several changes the first before and the last
// after count.
TEST_P(SealsTest, OnlyWhatIsLeft) {
  commit(std::vector{learning("L1", "p1")});
  EXPECT_THAT(seals_of(std::vector{learning("L2", "p1")}, "delete from record where number = 'L2'"),
              IsEmpty());
  EXPECT_THAT(seals_of(std::vector{learning("L1", "p1", 7200)},
                       "update record set seconds = 3600 where number = 'L1'"),
              IsEmpty());
  EXPECT_THAT(seals_of(std::vector{learning("L1", "p1", 7200)},
                       "update record set seconds = 1 where number = 'L1'"),
              SizeIs(2));
}

// A row that goes into another year leaves the one and comes into the other.
TEST_P(SealsTest, AnotherYear) {
  commit(std::vector{learning("L1", "p1")});
  EXPECT_THAT(seals_of(std::vector{learning("L1", "p1")},
                       "update record set year = 2018 where number = 'L1'"),
              ElementsAre("- record I1 2017 1 1/0/L1", "+ record I1 2018 1 1/0/L1"));
}

TEST_P(SealsTest, ManyNewRowsAreOneSum) {
  std::vector<hours::LearningRecord> many;
  for (int i = 0; i < 100; ++i) many.push_back(learning(fmt::format("L{:03}", i), "p1"));
  for (int i = 0; i < 3; ++i) many.push_back(learning(fmt::format("M{}", i), "q1"));
  EXPECT_THAT(seals_of(many), ElementsAre("+ record I2 2017 1 3/0/M0", "+ record I2 2017 1 3/0/M1",
                                          "+ record I2 2017 1 3/0/M2", "+ record I1 2017 100 "));
}

// The sum over what every transaction did is the sum over what stands there.
TEST_P(SealsTest, AddUpToWhatStandsThere) {
  SealedSums told = sum_rows(database_);  // the units and people of the fixture
  auto add = [&](const std::vector<Seal>& seals) {
    for (const Seal& seal : seals) {
      database::RowSum& sum = told[{seal.table, seal.year}][seal.place];
      seal.came ? sum += seal.sum : sum -= seal.sum;
    }
  };
  std::vector<hours::LearningRecord> many;
  for (int i = 0; i < 100; ++i) many.push_back(learning(fmt::format("L{:03}", i), "p1"));
  add(commit(many));
  many.resize(30);
  for (hours::LearningRecord& record : many) record.length = base::Hours::of_hours(2);
  many.front().year = base::Year(2018);
  add(commit(many));
  add(commit(std::vector{plan("P1", "I1"), plan("P2", "I2")}));
  add(commit(std::vector{training_class("K1", "I1")}));
  add(commit(std::vector{training::Attendee{"K1", "p1", std::nullopt}}));
  add(commit(std::vector{person("p3", "I1-D"), person("q3", "I2-D")}));
  EXPECT_EQ(told, sum_rows(database_));
  database_.session().sql << "update record set seconds = seconds + 1 where number = 'L050'";
  EXPECT_NE(told, sum_rows(database_));
}

// However many rows one statement changes, and in whatever order PostgreSQL tells of them.
TEST_P(SealsTest, ChangedRowsComeInAnyOrder) {
  std::vector<training::Plan> plans;
  for (int i = 0; i < 400; ++i) {
    plans.push_back(plan(fmt::format("P{:03}", i), "I1"));
    plans.back().title = std::string(static_cast<std::size_t>(1 + i * 37 % 1500), 'a');
  }
  commit(plans);
  SealedSums before = sum_rows(database_);
  for (std::size_t i = 0; i < plans.size(); ++i)
    plans[i].title = std::string(1 + i * 91 % 1500, 'b');
  std::vector<Seal> seals = commit(plans);
  for (const Seal& seal : seals) {
    database::RowSum& sum = before[{seal.table, seal.year}][seal.place];
    seal.came ? sum += seal.sum : sum -= seal.sum;
  }
  EXPECT_EQ(before, sum_rows(database_));
  EXPECT_EQ(std::count_if(seals.begin(), seals.end(),
                          [](const Seal& seal) { return seal.table == "plan" && !seal.came; }),
            400);
}

TEST_P(SealsTest, ARowSaysTheSameOnBothDatabases) {
  commit(std::vector{learning("L1", "p1")});
  std::vector<std::string> rows;
  for_each_sealed_row(database_, {"record", 2017},
                      [&](const std::vector<std::string>& key, const database::RowSum& sum) {
                        if (key.back() == "L1")
                          rows.push_back(fmt::format("{} {}", fmt::join(key, "/"), sum.hex()));
                      });
  EXPECT_THAT(rows,
              ElementsAre("1/0/L1 "
                          "491bd82b5aa1492f4688e1230269c9c5c8656fc8516cf6bdfcc2223e3bd5faf2"));
}

TEST_P(SealsTest, WhatIsRolledBackIsForgotten) {
  { seals_of(std::vector{learning("L1", "p1")}); }
  {
    database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
    import_into(transaction, everything(), std::vector{learning("L1", "p1")});
  }
  database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
  EXPECT_THAT(take_seals(transaction), IsEmpty());
}

// A program that forgets to say what it did must not get far.
TEST_P(SealsTest, WhatNobodyAnswersForIsNotCommitted) {
  if (GetParam() == "postgresql") GTEST_SKIP() << "there nobody asks before the commit";
  database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
  import_into(transaction, everything(), std::vector{learning("L1", "p1")});
  EXPECT_THROW(transaction.commit(), std::logic_error);
}

TEST_P(SealsTest, ADroppedTriggerIsMissed) {
  EXPECT_THAT(find_wrong_triggers(database_), IsEmpty());
  bool postgresql = database_.is_postgresql();
  database_.session().sql << (postgresql ? "alter table audit disable trigger audit_no_change"
                                         : "drop trigger audit_no_delete");
  EXPECT_THAT(find_wrong_triggers(database_),
              ElementsAre(postgresql ? "audit.audit_no_change" : "audit.audit_no_delete"));
}

TEST_P(SealsTest, NamesRowsAsPeopleDo) {
  commit(std::vector{training_class("K1", "I1")});
  EXPECT_EQ(row_name(database_, "attendee", {"1", "2"}), "K1/p2");
  EXPECT_EQ(row_name(database_, "record", {"99", "0", "L1"}), "#99/0/L1");
  EXPECT_EQ(table_label("record"), "学习记录");
}

XUESHI_ON_EACH_BACKEND(SealsTest);

TEST(SealTextTest, IsReadBackAsItWasWritten) {
  database::RowSum sum = database::RowSum::of("record", "2:L1,");
  std::vector<Seal> seals = {{true, "record", "I1", 2017, {}, sum},
                             {false, "role_grant", "A\tB", 0, {"1", "a\\b\n", ""}, sum},
                             seal_of_flag(kPasswordFlag)};
  EXPECT_EQ(decode_seals(encode_seals(seals)), seals);
  EXPECT_THAT(decode_seals("+\trecord\tI1\t2017\t1\tnothing\n\nx"), IsEmpty());
}

}  // namespace
}  // namespace xueshi::store
