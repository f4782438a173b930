// Connections that keep their prepared statements: what is said again is answered anew.
#include "database/statement_cache.h"

#include "../store/store_support.h"

namespace xueshi::database {
namespace {

using namespace store;  // the smallest academy

class StatementCacheTest : public StoreTest {
 protected:
  soci::session& sql() { return database_.session().sql; }

  std::string name_of(const std::string& employee) {
    std::string name;
    sql() << "select name from person where employee = :employee", soci::use(employee, "employee"),
        soci::into(name);
    return sql().got_data() ? name : "nobody";
  }
};

TEST_P(StatementCacheTest, TheSameTextAsksForOtherValues) {
  EXPECT_EQ(name_of("p1"), "某p1");
  EXPECT_EQ(name_of("q1"), "某q1");
  EXPECT_EQ(name_of("x"), "nobody");
  EXPECT_EQ(name_of("p1"), "某p1");
}

TEST_P(StatementCacheTest, TheSameTextMayBeAskedWhileItIsRead) {
  std::string unit = "I%", inner = "I1%", code, other;
  std::vector<std::string> pairs;
  const char* text = "select code from org where code like :unit order by code";
  soci::statement rows = (sql().prepare << text, soci::use(unit, "unit"), soci::into(code));
  rows.execute();
  while (rows.fetch()) {
    soci::statement nested = (sql().prepare << text, soci::use(inner, "unit"), soci::into(other));
    nested.execute();
    while (nested.fetch()) pairs.push_back(code + " " + other);
  }
  EXPECT_THAT(pairs, testing::ElementsAre("I1 I1", "I1 I1-D", "I1-D I1", "I1-D I1-D", "I2 I1",
                                          "I2 I1-D", "I2-D I1", "I2-D I1-D"));
}

// One that was read in part would hold the database for others.
TEST_P(StatementCacheTest, WhatWasReadInPartHoldsNothing) {
  std::string unit = "I%", code;
  sql() << "select code from org where code like :unit order by code", soci::use(unit, "unit"),
      soci::into(code);
  EXPECT_EQ(code, "I1");
  Database other = Database::open(fresh_.url());
  Transaction transaction(other, Transaction::Mode::kDecide);
  other.session().sql << "update org set name = 'x' where code = 'I1'";
  transaction.commit();
  std::string name;
  sql() << "select name from org where code = :code", soci::use(code, "code"), soci::into(name);
  EXPECT_EQ(name, "x");
}

TEST_P(StatementCacheTest, AnErrorSpoilsNothing) {
  std::string employee = "p1";
  const char* text = "insert into person (employee, name) values (:employee, 'x')";
  for (int again = 0; again < 3; ++again) {
    EXPECT_THROW((sql() << text, soci::use(employee, "employee")), soci::soci_error);
    EXPECT_EQ(name_of("p1"), "某p1");
  }
}

TEST_P(StatementCacheTest, ManyTextsMakeRoomForEachOther) {
  for (int round = 0; round < 2; ++round) {
    for (long long i = 0; i < 500; ++i) {
      long long sum = 0;
      sql() << fmt::format("select count(*) + :one + {} from org where code = 'A'", i),
          soci::use(i, "one"), soci::into(sum);
      EXPECT_EQ(sum, 1 + 2 * i);
    }
  }
}

TEST_P(StatementCacheTest, ATableMayChangeBehindIt) {
  sql() << "create temporary table passing (code varchar(20))";
  sql() << "insert into passing values ('a')";
  std::string a = "a";
  long long count = 0;
  auto ask = [&] {
    sql() << "select count(*) from passing where code = :code", soci::use(a, "code"),
        soci::into(count);
    return count;
  };
  EXPECT_EQ(ask(), 1);
  sql() << "drop table passing";
  sql() << "create temporary table passing (other bigint, code varchar(20))";
  EXPECT_EQ(ask(), 0);
}

XUESHI_ON_EACH_BACKEND(StatementCacheTest);

}  // namespace
}  // namespace xueshi::database
