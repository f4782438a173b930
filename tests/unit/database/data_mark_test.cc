// Whether a table may have changed: on both databases, seen from a connection that looks again and
// again.
#include "database/data_mark.h"

#include "../store/store_support.h"

namespace xueshi::database {
namespace {

using namespace store;  // the smallest academy

class DataMarkTest : public StoreTest {
 protected:
  static void rename(Database& database, const std::string& name) {
    database.session().sql << "update org set name = :name where code = 'I1'",
        soci::use(name, "name");
  }
};

TEST_P(DataMarkTest, IsTheSameUntilSomebodyElseCommits) {
  std::optional<DataMark> before = mark_of(database_, "org");
  ASSERT_TRUE(before);
  EXPECT_EQ(mark_of(database_, "org"), before);
  Database other = Database::open(fresh_.url());
  rename(other, "改名研究所");
  std::optional<DataMark> after = mark_of(database_, "org");
  EXPECT_NE(after, before);
  EXPECT_EQ(mark_of(database_, "org"), after);
}

TEST_P(DataMarkTest, ChangesWithTheConnectionsOwnWork) {
  std::optional<DataMark> before = mark_of(database_, "org");
  rename(database_, "改名研究所");
  EXPECT_NE(mark_of(database_, "org"), before);
}

TEST_P(DataMarkTest, IsNoneInsideAWritingTransaction) {
  std::optional<DataMark> before = mark_of(database_, "org");
  {
    Transaction transaction(database_, Transaction::Mode::kWrite);
    rename(database_, "改名研究所");
    EXPECT_EQ(mark_of(database_, "org"), std::nullopt);
  }
  if (database_.is_postgresql()) {
    EXPECT_EQ(mark_of(database_, "org"), before);  // SQLite counts what was rolled back as well
  }
}

TEST_P(DataMarkTest, OfAnotherTableStaysOnPostgresql) {
  if (!database_.is_postgresql()) GTEST_SKIP() << "SQLite's is of all tables";
  std::optional<DataMark> before = mark_of(database_, "org");
  database_.session().sql << "update person set name = 'x' where employee = 'p1'";
  EXPECT_EQ(mark_of(database_, "org"), before);
}

XUESHI_ON_EACH_BACKEND(DataMarkTest);

}  // namespace
}  // namespace xueshi::database
