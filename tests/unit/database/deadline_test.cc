// A deadline ends what runs long, undoes its transaction, and leaves the connection good.
#include "database/deadline.h"

#include <thread>

#include "../store/store_support.h"
#include "database/big_query.h"
#include "database_support.h"

namespace xueshi::database {
namespace {

using namespace store;  // the smallest academy
using std::chrono::milliseconds;

constexpr milliseconds kShort{50}, kLong{600'000};

class DeadlineTest : public StoreTest {
 protected:
  soci::session& sql() { return database_.session().sql; }

  // Counts further than anybody waits for.
  const char* endless() {
    return database_.is_postgresql()
               ? "select count(*) from generate_series(1, 1000000000000)"
               : "with recursive n(i) as (values(1) union all select i + 1 from n where i < "
                 "1000000000000) select count(*) from n";
  }
  void ask(const std::string& query) {
    guarded([&] { ask_number(sql(), query); });
  }
  void rename(const std::string& name) {
    guarded(
        [&] { sql() << "update org set name = :name where code = 'I1'", soci::use(name, "name"); });
  }
  std::string name() {
    std::string name;
    sql() << "select name from org where code = 'I1'", soci::into(name);
    return name;
  }
};

TEST_P(DeadlineTest, EndsWhatRunsLongAndUndoesItsTransaction) {
  begin_deadline(database_, kShort);
  auto error = error_of([&] {
    Transaction transaction(database_, Transaction::Mode::kWrite);
    rename("改了");
    ask(endless());
    transaction.commit();
  });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "database.too-long");
  EXPECT_EQ(error->kind(), base::ErrorKind::kDatabase);
  EXPECT_THAT(error->what(), testing::HasSubstr("缩小范围"));

  begin_deadline(database_, kLong);
  EXPECT_FALSE(database_.is_broken());
  EXPECT_TRUE(database_.answers());
  EXPECT_EQ(name(), "单位I1");
  Transaction transaction(database_, Transaction::Mode::kWrite);
  rename("再改");
  transaction.commit();
  EXPECT_EQ(name(), "再改");
}

// Each is quick: the request as a whole is not.
TEST_P(DeadlineTest, BeginsNoStatementAndNoCommitOnceItIsOver) {
  auto error = error_of([&] {
    begin_deadline(database_, kShort);
    Transaction transaction(database_, Transaction::Mode::kWrite);
    rename("改了");
    std::this_thread::sleep_for(kShort);
    transaction.commit();
  });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "database.too-long");
  error = error_of([&] { ask("select 1"); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "database.too-long");
  begin_deadline(database_, kLong);
  EXPECT_EQ(name(), "单位I1");
}

TEST_P(DeadlineTest, HoldsForOneConnectionAlone) {
  Database other = Database::open(fresh_.url());
  begin_deadline(database_, kShort);
  std::this_thread::sleep_for(kShort);
  EXPECT_FALSE(error_of([&] { guarded([&] { ask_number(other.session().sql, "select 1"); }); }));
}

// A list that is read row by row meets it too, and its reader may be thrown away.
TEST_P(DeadlineTest, EndsAListThatIsBeingRead) {
  std::string endless_list =
      database_.is_postgresql()
          ? "select i from generate_series(1, 1000000000000) i where i < 0"
          : "with recursive n(i) as (values(1) union all select i + 1 from n where i < "
            "1000000000000) select i from n where i < 0";
  begin_deadline(database_, kShort);
  auto error = error_of([&] {
    Transaction transaction(database_, Transaction::Mode::kSnapshot);
    guarded([&] {
      BigQuery rows(sql(), "endless", endless_list);
      long long number = 0;
      rows.statement().exchange(soci::into(number));
      while (rows.fetch()) {
      }
    });
  });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "database.too-long");
  begin_deadline(database_, kLong);
  EXPECT_TRUE(database_.answers());
}

XUESHI_ON_EACH_BACKEND(DeadlineTest);

}  // namespace
}  // namespace xueshi::database
