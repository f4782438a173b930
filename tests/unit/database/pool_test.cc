// Connections that are lost again and again: nobody is stuck, nothing happens twice, and what was
// acknowledged is there.
#include "database/pool.h"

#include <atomic>
#include <chrono>
#include <deque>
#include <filesystem>
#include <random>
#include <thread>

#include "../store/store_support.h"
#include "base/error.h"
#include "database_support.h"

namespace xueshi::database {
namespace {

using namespace store;  // the smallest academy

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using testing::HasSubstr;

constexpr int kThreads = 4;
constexpr int kLosses = 100;  // of each thread
constexpr milliseconds kPatience{120'000};

class PoolTest : public StoreTest {
 protected:
  bool postgresql() const { return database_.is_postgresql(); }

  // Ends the connections of everybody else, who are gone then; or of one of them by lot, soon.
  void end_connections(bool one) {
    std::string end = one ? "pg_terminate_backend(pid)" : "pg_terminate_backend(pid, 5000)";
    ask_number(database_.session().sql,
               fmt::format("select count({}) from (select pid from pg_stat_activity where datname ="
                           " current_database() and pid <> pg_backend_pid() and backend_type ="
                           " 'client backend' order by random() limit {}) other",
                           end, one ? "1" : "all"));
  }

  static long long process_of(Database& database) {
    return ask_number(database.session().sql, "select pg_backend_pid()");
  }

  void allow_connections(bool allowed) {
    Database server = Database::open(std::getenv("XUESHI_TEST_PG"));
    std::string url = fresh_.url().substr(0, fresh_.url().find('?'));
    server.session().sql << fmt::format("alter database {} allow_connections {}",
                                        url.substr(url.rfind('/') + 1), allowed);
  }
};

// What one thread does: row after row, each in two halves and one transaction, until it lost its
// connection often enough. A row whose commit was not answered is looked for before it is tried
// again.
class Writer {
 public:
  Writer(Pool& pool, long long number, bool leaves_open)
      : pool_(pool), number_(number), leaves_open_(leaves_open), random_(number) {}

  void work() {
    while (losses < kLosses) {
      ++acknowledged;
      while (!try_once()) ++steps;
      ++steps;
    }
  }

  int losses = 0;
  long long acknowledged = 0;       // rows 1 … this
  std::atomic<long long> steps{0};  // rows and losses so far

 private:
  bool try_once() {
    Pool::Lease lease = pool_.take();
    try {
      if (in_doubt_ && is_there(*lease)) return settle();
      in_doubt_ = false;
      write(*lease);
      return true;
    } catch (const base::Error&) {
      EXPECT_TRUE(lease->is_broken());  // else something is wrong with the test itself
      ++losses;
      return false;
    }
  }

  bool settle() {
    in_doubt_ = false;
    return true;
  }

  void write(Database& database) {
    if (leaves_open_ && random_() % 3 == 0) return leave_in_the_middle(database);
    Transaction transaction(database, Transaction::Mode::kWrite);
    insert(database);
    insert(database);
    in_doubt_ = true;
    transaction.commit();
    in_doubt_ = false;
  }

  // How a connection to SQLite breaks: nobody ended what was begun.
  void leave_in_the_middle(Database& database) {
    guarded([&] { database.session().sql << "begin immediate"; });
    insert(database);
    throw base::Error(base::ErrorKind::kDatabase, "left");
  }

  void insert(Database& database) {
    guarded([&] {
      database.session().sql << "insert into drawn (thread, number) values (:thread, :number)",
          soci::use(number_, "thread"), soci::use(acknowledged, "number");
    });
  }

  bool is_there(Database& database) {
    long long count = 0;
    guarded([&] {
      database.session().sql
          << "select count(*) from drawn where thread = :thread and number = :number",
          soci::use(number_, "thread"), soci::use(acknowledged, "number"), soci::into(count);
    });
    return count > 0;
  }

  Pool& pool_;
  long long number_;
  bool leaves_open_;
  std::mt19937 random_;
  bool in_doubt_ = false;
};

TEST_P(PoolTest, FourThreadsLoseTheirConnectionsAHundredTimesEach) {
  database_.session().sql << "create table drawn (thread bigint, number bigint)";
  Pool pool(fresh_.url(), kThreads - 1, kPatience);
  std::deque<Writer> writers;
  for (int i = 0; i < kThreads; ++i) writers.emplace_back(pool, i, !postgresql());
  std::atomic<int> at_work{kThreads};
  std::vector<std::thread> threads;
  for (Writer& writer : writers) {
    threads.emplace_back([&] {
      EXPECT_EQ(trouble_of([&] { writer.work(); }), "");
      --at_work;
    });
  }
  // However slow the machine is, something is done between two losses.
  std::mt19937 random(1);
  for (long long seen = -1; postgresql() && at_work > 0;) {
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 3000));
    long long steps = 0;
    for (const Writer& writer : writers) steps += writer.steps;
    if (steps == seen) continue;
    seen = steps;
    end_connections(true);
  }
  for (std::thread& thread : threads) thread.join();

  for (int i = 0; i < kThreads; ++i) {
    EXPECT_GE(writers[i].losses, kLosses);
    std::string of_thread = fmt::format(" from drawn where thread = {}", i);
    long long rows = writers[i].acknowledged;
    soci::session& sql = database_.session().sql;
    EXPECT_EQ(ask_number(sql, "select count(*)" + of_thread), 2 * rows);
    EXPECT_EQ(ask_number(sql, "select count(distinct number)" + of_thread), rows);
    EXPECT_EQ(ask_number(sql, "select coalesce(max(number), 0)" + of_thread), rows);
  }
}

TEST_P(PoolTest, AConnectionThatRestedIsLentAgain) {
  Pool pool(fresh_.url(), 2, kPatience);
  Database::Session* first = nullptr;
  {
    Pool::Lease lease = pool.take();
    first = &lease->session();
  }
  Pool::Lease again = pool.take();
  EXPECT_EQ(&again->session(), first);
}

TEST_P(PoolTest, WhereAllAreLentATakeEndsInTime) {
  Pool pool(fresh_.url(), 1, milliseconds(100));
  Pool::Lease lease = pool.take();
  EXPECT_THAT(trouble_of([&] { pool.take(); }), HasSubstr("1 个数据库连接全部在用"));
}

TEST_P(PoolTest, WhoeverWaitsGetsWhatIsGivenBack) {
  Pool pool(fresh_.url(), 1, kPatience);
  std::optional<Pool::Lease> lease(pool.take());
  std::thread waiting([&] { EXPECT_EQ(trouble_of([&] { pool.take(); }), ""); });
  std::this_thread::sleep_for(milliseconds(20));
  lease.reset();
  waiting.join();
}

TEST_P(PoolTest, WhatIsLeftInATransactionIsThrownAway) {
  Pool pool(fresh_.url(), 1, kPatience);
  {
    Pool::Lease lease = pool.take();
    lease->session().sql << "begin";
    lease->session().sql << "update org set name = 'x'";
    EXPECT_TRUE(lease->is_broken());
  }
  EXPECT_EQ(store::fetch_orgs(*pool.take())[0].name, "单位A");
}

TEST_P(PoolTest, ASchemaThatIsNotOursIsSaid) {
  Pool pool(fresh_.url(), 1, milliseconds(50));
  database_.session().sql << "insert into migration (number) values (1000)";
  EXPECT_THAT(trouble_of([&] { pool.take(); }), HasSubstr("比本程序的"));
  database_.session().sql << "delete from migration where number = 1000";
  EXPECT_EQ(trouble_of([&] { pool.take(); }), "");  // the place was not lost
}

XUESHI_ON_EACH_BACKEND(PoolTest);

class PostgresPoolTest : public PoolTest {};

TEST_P(PostgresPoolTest, ACopyLeftInItsMiddleIsThrownAway) {
  Pool pool(fresh_.url(), 1, kPatience);
  long long before = 0;
  {
    Pool::Lease lease = pool.take();
    before = process_of(*lease);
    EXPECT_THROW(lease->session().sql << "copy source from stdin", soci::soci_error);
    EXPECT_TRUE(lease->is_broken());
  }
  EXPECT_NE(process_of(*pool.take()), before);
}

TEST_P(PostgresPoolTest, EverySettingIsAppliedAnew) {
  Pool pool(fresh_.url(), 1, kPatience);
  { Pool::Lease lease = pool.take(); }
  end_connections(false);
  Pool::Lease lease = pool.take();
  std::string jit, messages;
  lease->session().sql << "select current_setting('jit'), current_setting('client_min_messages')",
      soci::into(jit), soci::into(messages);
  EXPECT_EQ(jit, "off");
  EXPECT_EQ(messages, "warning");
}

TEST_P(PostgresPoolTest, AServerThatIsAwayIsWaitedForButNotForEver) {
  Pool patient(fresh_.url(), 1, kPatience), hasty(fresh_.url(), 2, milliseconds(300));
  { Pool::Lease lease = hasty.take(); }
  allow_connections(false);
  end_connections(false);
  auto start = steady_clock::now();
  EXPECT_THAT(trouble_of([&] { hasty.take(); }), HasSubstr("无法连接"));
  EXPECT_GE(steady_clock::now() - start, milliseconds(300));
  EXPECT_LT(steady_clock::now() - start, kPatience);
  std::thread waiting([&] { EXPECT_EQ(trouble_of([&] { patient.take(); }), ""); });
  std::this_thread::sleep_for(milliseconds(200));
  allow_connections(true);
  waiting.join();
  EXPECT_EQ(trouble_of([&] { hasty.take(); }), "");
}

TEST_P(PostgresPoolTest, ADatabaseHeals) {
  Database database = Database::open(fresh_.url());
  EXPECT_FALSE(database.heal(kPatience));
  long long before = process_of(database);
  end_connections(false);
  EXPECT_THAT(trouble_of([&] { Transaction(database, Transaction::Mode::kDecide); }),
              HasSubstr("连接已中断"));
  EXPECT_TRUE(database.is_broken());
  EXPECT_TRUE(database.heal(kPatience));
  EXPECT_NE(process_of(database), before);
  EXPECT_EQ(store::fetch_orgs(database).size(), 5u);
}

// The server may have committed, or not: nobody is told that nothing happened.
TEST_P(PostgresPoolTest, ACommitThatWasNotAnsweredSaysSo) {
  Database database = Database::open(fresh_.url());
  Transaction transaction(database, Transaction::Mode::kDecide);
  database.session().sql << "update org set name = 'x'";
  end_connections(false);
  EXPECT_THAT(trouble_of([&] { transaction.commit(); }), HasSubstr("改动可能已经写入"));
}

INSTANTIATE_TEST_SUITE_P(Store, PostgresPoolTest, testing::Values("postgresql"),
                         [](const auto& info) { return info.param; });

// A restored copy takes the place of the file: whoever still writes to the old one writes to
// nobody.
class SqliteHealTest : public StoreTest {};

TEST_P(SqliteHealTest, AnotherFileInItsPlaceIsNoticed) {
  EXPECT_FALSE(database_.heal(kPatience));
  std::filesystem::path copy = fresh_.file().string() + ".copy";
  database_.session().sql << fmt::format("vacuum into '{}'", copy.string());
  database_.session().sql << "update org set name = 'x'";
  for (const char* end : {"-wal", "-shm"}) std::filesystem::remove(fresh_.file().string() + end);
  std::filesystem::rename(copy, fresh_.file());
  EXPECT_FALSE(database_.is_broken());
  EXPECT_FALSE(database_.answers());
  EXPECT_TRUE(database_.heal(kPatience));
  EXPECT_EQ(store::fetch_orgs(database_)[0].name, "单位A");
}

INSTANTIATE_TEST_SUITE_P(Store, SqliteHealTest, testing::Values("sqlite"),
                         [](const auto& info) { return info.param; });

}  // namespace
}  // namespace xueshi::database
