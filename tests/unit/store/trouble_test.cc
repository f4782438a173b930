// Locked, foreign, half-made and contested databases; answers too long for one breath.
#include <fstream>

#include "base/error.h"
#include "store/statistics.h"
#include "store_support.h"

namespace xueshi::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

template <typename Work>
std::string message_of(Work work, base::ErrorKind expected = base::ErrorKind::kDatabase) {
  try {
    work();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), expected);
    return error.what();
  }
  return "";
}

class SqliteTroubleTest : public testing::Test {
 protected:
  FreshDatabase fresh_{false};
};

TEST_F(SqliteTroubleTest, AnotherProgramsDatabaseIsLeftAlone) {
  database::Database database = database::Database::open(fresh_.url(), true);
  database.session().sql << "create table bookmarks (url text)";
  EXPECT_THAT(message_of([&] { database.migrate(); }), HasSubstr("属于另一个程序"));
  EXPECT_THAT(message_of([&] { database.require_current_schema(); }),
              HasSubstr("请先更新数据库的结构"));
}

TEST_F(SqliteTroubleTest, ALockedDatabaseSaysSo) {
  database::Database first = database::Database::open(fresh_.url(), true),
                     second = database::Database::open(fresh_.url());
  first.migrate();
  second.session().sql << "pragma busy_timeout = 50";
  database::Transaction writing(first, database::Transaction::Mode::kWrite);
  EXPECT_THAT(
      message_of([&] { database::Transaction late(second, database::Transaction::Mode::kWrite); }),
      HasSubstr("正被另一个进程占用"));
  // Readers are not held up.
  EXPECT_NO_THROW(database::Transaction(second, database::Transaction::Mode::kSnapshot));
}

TEST_F(SqliteTroubleTest, AFileThatMayOnlyBeReadSaysSo) {
  database::Database::open(fresh_.url(), true).migrate();
  database::Database database = database::Database::open(fresh_.url());
  database.session().sql << "pragma query_only = on";
  EXPECT_THAT(message_of([&] {
                database::Transaction transaction(database, database::Transaction::Mode::kWrite);
                Import<HeadcountRow> run(
                    transaction, academy::Scope::of(academy::Actor::machine_operator(),
                                                    academy::OrgTree(fetch_orgs(database))));
                run.apply();
              }),
              HasSubstr("无法写入"));
}

// A page of the file is overwritten: found when it is read, not before.
TEST_F(SqliteTroubleTest, ADamagedPageIsNamedAsDamage) {
  database::Database::open(fresh_.url(), true).migrate();
  {
    std::fstream file(fresh_.file(), std::ios::in | std::ios::out | std::ios::binary);
    for (int page = 1; page < 8; ++page) {
      file.seekp(page * 4096);
      file << std::string(4096, '\x5A');
    }
  }
  EXPECT_THAT(message_of([&] {
                database::Database database = database::Database::open(fresh_.url());
                database.require_current_schema();
                fetch_orgs(database);
              }),
              HasSubstr("已损坏"));
}

class TroubleTest : public StoreTest {};

TEST_P(TroubleTest, AMissingTableSaysSo) {
  database_.session().sql << "drop table exam";
  EXPECT_THAT(message_of([&] { fetch_exams(database_, everything(), "p1", base::Year(2017)); }),
              HasSubstr("请先建立数据表"));
}

TEST_P(TroubleTest, AnErrorLeavesTheNextTransactionUsable) {
  {
    database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
    EXPECT_NE(message_of([&] {
                database::guarded(
                    [&] { database_.session().sql << "insert into source values (1, null)"; });
              }),
              "");
  }
  EXPECT_THAT(import(std::vector{person("n1", "I1")}).figures(), ElementsAre(1, 0, 0));
}

// More people than one fetch of a cursor brings, and a query in the middle of them.
TEST_P(TroubleTest, ManyPeopleComeInPieces) {
  std::vector<academy::Person> people;
  std::vector<hours::LearningRecord> rows;
  for (int i = 0; i < 2500; ++i) {
    people.push_back(person(fmt::format("m{:04}", i), i % 2 == 0 ? "I1-D" : "I2-D"));
    rows.push_back(learning(fmt::format("L{}", i), people.back().employee, 60 + i));
  }
  import(people);
  import(rows);
  refresh_statistics(database_);
  auto read = [&] {
    std::vector<std::int64_t> found;
    for_each_person_of_year(database_, everything(), base::Year(2017),
                            [&](const academy::Person& one, const hours::OnRecord& sums) {
                              if (one.employee[0] != 'm') return;
                              EXPECT_NE(find_person(database_, everything(), one.employee),
                                        std::nullopt);
                              ASSERT_THAT(sums.sums, SizeIs(1));
                              found.push_back(sums.sums[0].sum.seconds());
                            });
    return found;
  };
  std::vector<std::int64_t> expected;
  for (int i = 0; i < 2500; ++i) expected.push_back(60 + i);
  EXPECT_EQ(read(), expected);
  database::Transaction snapshot(database_, database::Transaction::Mode::kSnapshot);
  EXPECT_EQ(read(), expected);
  EXPECT_EQ(read(), expected);  // the same cursor again
}

TEST_P(TroubleTest, AReaderThatGivesUpLeavesNothingBehind) {
  auto stop = [&] {
    for_each_person_of_year(database_, everything(), base::Year(2017),
                            [](const auto&, const auto&) { throw std::string("enough"); });
  };
  EXPECT_THROW(stop(), std::string);
  EXPECT_THROW(stop(), std::string);
  EXPECT_THAT(import(std::vector{person("n1", "I1")}).figures(), ElementsAre(1, 0, 0));
}

// A day without a time is the moment 00:00 (domain.md §2: by start, then number).
TEST_P(TroubleTest, ADayAndItsMidnightAreOneMoment) {
  hours::LearningRecord day = learning("L2", "p1"), midnight = learning("L1", "p1");
  day.start = at("2017-03-01");
  midnight.start = at("2017-03-01 00:00");
  import(std::vector{day, midnight});
  EXPECT_THAT(records("p1"), ElementsAre(midnight, day));
  EXPECT_FALSE(records("p1")[1].start.has_time);
}

// Whoever comes second must not add to a list that is closed at the same moment. On SQLite writers
// stand in line; on PostgreSQL the second of two that began together is told.
TEST_P(TroubleTest, ReportingAndFinalisingDoNotPassEachOther) {
  if (GetParam() == "sqlite") GTEST_SKIP() << "one writer at a time";
  base::Year year(2017);
  database::Database other = database::Database::open(fresh_.url());
  database::Transaction closing(database_, database::Transaction::Mode::kWrite);
  database::Transaction reporting(other, database::Transaction::Mode::kWrite);
  fetch_backbone(database_, everything(), "I1", year);
  academy::Scope scope = everything();
  EXPECT_EQ(fetch_backbone(other, scope, "I1", year).status, yearend::place::kOpen);
  save_finalised(closing, scope, "I1", year, BackboneReport{});
  closing.commit();
  EXPECT_THAT(message_of([&] { save_reported(reporting, scope, "I1", year, {"p1"}, true); },
                         base::ErrorKind::kConflict),
              HasSubstr("别人同时改了同样的数据"));
}

// Whether the server still committed cannot be known: a sentence that says "nothing was changed"
// would make people enter it twice. Before the commit it can be known.
TEST_P(TroubleTest, AConnectionLostAtTheCommitIsNoFailureAndNoSuccess) {
  if (GetParam() == "sqlite") GTEST_SKIP() << "there is no connection to lose";
  database::Database other = database::Database::open(fresh_.url());
  auto cut_off = [&](database::Database& database) {
    long long backend = database::ask_number(database.session().sql, "select pg_backend_pid()");
    database::ask_number(other.session().sql,
                         fmt::format("select count(pg_terminate_backend({}, 5000))", backend));
  };
  database::Database first = database::Database::open(fresh_.url());
  database::Transaction before(first, database::Transaction::Mode::kWrite);
  cut_off(first);
  EXPECT_THAT(message_of([&] {
                database::guarded(
                    [&] { database::ask_number(first.session().sql, "select count(*) from org"); });
              }),
              HasSubstr("未提交的改动都已撤销"));
  database::Database second = database::Database::open(fresh_.url());
  database::Transaction at(second, database::Transaction::Mode::kWrite);
  cut_off(second);
  EXPECT_THAT(message_of([&] { at.commit(); }), HasSubstr("结果不明"));
}

XUESHI_ON_EACH_BACKEND(TroubleTest);

}  // namespace
}  // namespace xueshi::store
