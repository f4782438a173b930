// Opening, damaged and missing databases, transactions, two writers, and what errors give away.
#include "database/database.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <thread>

#include "../store/store_support.h"
#include "base/error.h"
#include "database/schema.h"
#include "database_support.h"

namespace xueshi::database {
namespace {

using namespace store;  // the smallest academy

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// The code of the base::Error that `work` throws; empty where it throws none.
template <typename Work>
std::string code_of(Work work) {
  try {
    work();
  } catch (const base::Error& error) {
    return error.code();
  }
  return "";
}

class OpenTest : public testing::Test {
 protected:
  std::filesystem::path file(const std::string& content) {
    std::ofstream(fresh_.file(), std::ios::binary) << content;
    return fresh_.file();
  }
  FreshDatabase fresh_{false};
};

TEST_F(OpenTest, RefusesAnUnknownScheme) {
  for (const char* url : {"", "academy.db", "mysql://localhost/x", "sqlite"}) {
    EXPECT_THAT(message_of([&] { Database::open(url); }), HasSubstr("postgresql://…"));
  }
}

TEST_F(OpenTest, AMissingFileIsNotMade) {
  EXPECT_THAT(message_of([&] { Database::open(fresh_.url()); }), HasSubstr("不存在，请先建立"));
  EXPECT_EQ(code_of([&] { Database::open(fresh_.url()); }), "database.no-file");
  EXPECT_FALSE(std::filesystem::exists(fresh_.file()));
}

TEST_F(OpenTest, RefusesAFileThatIsNoDatabase) {
  file("员工编号,姓名\n1,沈知衡\n");
  EXPECT_THAT(message_of([&] { Database::open(fresh_.url()); }), HasSubstr("不是 SQLite 数据库"));
  EXPECT_THAT(message_of([&] { Database::open(fresh_.url(), true); }),
              HasSubstr("不是 SQLite 数据库"));
}

// The lock by which SQLite knows that somebody has the file open, asked for by another process: the
// range is of SQLite's file format (shared bytes behind the pending byte).
bool is_held_open(const std::filesystem::path& file) {
  pid_t other = ::fork();
  if (other == 0) {
    int descriptor = ::open(file.c_str(), O_RDWR);
    struct flock lock = {};
    lock.l_type = F_WRLCK;
    lock.l_whence = SEEK_SET;
    lock.l_start = 0x40000000 + 2;
    lock.l_len = 510;
    bool asked = descriptor >= 0 && ::fcntl(descriptor, F_GETLK, &lock) == 0;
    ::_exit(asked && lock.l_type != F_UNLCK ? 1 : 0);
  }
  int status = 0;
  ::waitpid(other, &status, 0);
  return WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

// Closing any descriptor of a file lets go of every lock of the process on it: had opening a second
// connection looked into the file, another process would take itself for the last and clear away
// the log that the first still writes to.
TEST_F(OpenTest, ASecondConnectionLeavesTheLocksOfTheFirst) {
  Database first = Database::open(fresh_.url(), true);
  first.migrate();
  ASSERT_TRUE(is_held_open(fresh_.file()));
  { Database second = Database::open(fresh_.url()); }
  EXPECT_TRUE(is_held_open(fresh_.file()));
}

TEST_F(OpenTest, RefusesADamagedDatabase) {
  file("SQLite format 3" + std::string(4096, '\xA5'));
  EXPECT_NE(message_of([&] { Database::open(fresh_.url()).require_current_schema(); }), "");
}

TEST_F(OpenTest, RefusesAFolderThatIsNotThere) {
  EXPECT_THAT(message_of([] { Database::open("sqlite:/nowhere/at/all.db", true); }),
              HasSubstr("无法打开"));
}

// The URL may hold a password.
TEST_F(OpenTest, TellsNothingOfAWrongUrl) {
  std::string broken = message_of([] { Database::open("postgresql://u:secret@h:port/%zz"); });
  EXPECT_THAT(broken, AllOf(HasSubstr("写法有误"), Not(HasSubstr("secret"))));
  std::string away = message_of(
      [] { Database::open("postgresql://u:secret@/x?host=/nowhere&connect_timeout=1"); });
  EXPECT_THAT(away, AllOf(HasSubstr("无法连接"), Not(HasSubstr("secret"))));
}

class DatabaseTest : public StoreTest {};

TEST_P(DatabaseTest, MigratesOnce) {
  EXPECT_EQ(database_.migrate(), 0);
  EXPECT_EQ(message_of([&] { database_.require_current_schema(); }), "");
}

TEST_P(DatabaseTest, AnOlderSchemaIsRefused) {
  FreshDatabase fresh(GetParam() == "postgresql");
  Database empty = Database::open(fresh.url(), true);
  EXPECT_THAT(message_of([&] { empty.require_current_schema(); }), HasSubstr("请先更新"));
  EXPECT_EQ(code_of([&] { empty.require_current_schema(); }), "database.schema-old");
}

TEST_P(DatabaseTest, RefusesANewerSchema) {
  database_.session().sql << "insert into migration (number) values (999)";
  EXPECT_THAT(message_of([&] { database_.require_current_schema(); }), HasSubstr("请使用新版程序"));
  EXPECT_EQ(code_of([&] { database_.require_current_schema(); }), "database.schema-new");
}

TEST_P(DatabaseTest, ASnapshotSeesNothingOfALaterWriter) {
  Database other = Database::open(fresh_.url());
  Transaction snapshot(database_, Transaction::Mode::kSnapshot);
  EXPECT_EQ(store::fetch_orgs(database_).size(), 5u);
  {
    Transaction writing(other, Transaction::Mode::kWrite);
    store::Import<academy::Org> run(writing, everything());
    run.add(2, org("I9", "A", Level::kInstitute));
    run.apply();
    writing.commit();
  }
  EXPECT_EQ(store::fetch_orgs(database_).size(), 5u);
  EXPECT_EQ(store::fetch_orgs(other).size(), 6u);
}

// The second writer waits for the first, and loses nothing of it.
TEST_P(DatabaseTest, TwoWritersBothGetTheirRowsIn) {
  auto work = [&](const std::string& employee) {
    Database own = Database::open(fresh_.url());
    academy::Scope scope = academy::Scope::of(academy::Actor::machine_operator(),
                                              academy::OrgTree(store::fetch_orgs(own)));
    for (int i = 0; i < 10; ++i) {
      Transaction writing(own, Transaction::Mode::kWrite);
      store::Import<hours::LearningRecord> run(writing, scope);
      run.add(2, learning(fmt::format("L{}", i), employee));
      run.apply();
      writing.commit();
    }
  };
  import(std::vector{learning("L", "p1")});  // the source is known to both
  std::thread other(work, "p2");
  work("q1");
  other.join();
  EXPECT_EQ(records("p2").size(), 10u);
  EXPECT_EQ(records("q1").size(), 10u);
}

// Texts of the backends hold the bound values: a person's name must not end in a log.
TEST_P(DatabaseTest, AnErrorHoldsNoBoundValue) {
  std::string message = message_of([&] {
    guarded([&] {
      std::string name = "沈知衡";
      database_.session().sql << "insert into source (id, name) values (:id, :name)",
          soci::use(1LL, "id"), soci::use(name, "name");
      database_.session().sql << "insert into source (id, name) values (:id, :name)",
          soci::use(1LL, "id"), soci::use(name, "name");
    });
  });
  EXPECT_THAT(message, AllOf(Not(testing::IsEmpty()), Not(HasSubstr("沈知衡"))));
}

TEST_P(DatabaseTest, OrderIsByteOrder) {
  import(std::vector{person("a1", "I1"), person("B1", "I1"), person("张", "I1"), person("_x", "I1"),
                     person("é", "I1"), person("王", "I1")});
  std::vector<std::string> numbers;
  for_each_person_of_year(
      database_, everything(), base::Year(2017),
      [&](const academy::Person& each, const auto&) { numbers.push_back(each.employee); });
  std::vector<std::string> sorted = numbers;
  std::sort(sorted.begin(), sorted.end());
  EXPECT_EQ(numbers, sorted);
  EXPECT_EQ(numbers.size(), 10u);
}

XUESHI_ON_EACH_BACKEND(DatabaseTest);

}  // namespace
}  // namespace xueshi::database
