// The audit trail: chained per institute, append-only, within a scope, and whole under two writers.
#include "store/audit.h"

#include <thread>

#include "base/error.h"
#include "base/fields.h"
#include "database/schema.h"
#include "store_support.h"

namespace xueshi::store {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

AuditEntry entry(const std::string& chain, const std::string& item) {
  AuditEntry made;
  made.chain = chain;
  made.at = "2017-12-01 09:00";
  made.employee = "p1";
  made.login = "shen";
  made.role = "institute_admin";
  made.org = chain;
  made.subject = "plan";
  made.item = item;
  made.action = "submit";
  made.before = {{"审批情况", "暂存"}};
  made.after = {{"审批情况", "已上报"}, {"备注", "第一行\n第二行\t\\"}};
  return made;
}

TEST(AuditValuesTest, AreReadBackAsTheyWereWritten) {
  base::Fields values = {{"计划名称", "一\t二\n三\r四\\n"}, {"", ""}, {"人数", "5"}};
  EXPECT_EQ(decode_audit_values(encode_audit_values(values)), values);
  EXPECT_EQ(encode_audit_values({{"a", "b\tc"}}), "a\tb\\tc\n");
  EXPECT_THAT(decode_audit_values(""), IsEmpty());
}

// Every field counts, and none can lend its end to the next.
TEST(AuditHashTest, ChangesWithEveryField) {
  std::vector<std::string AuditEntry::*> fields = {
      &AuditEntry::chain,  &AuditEntry::at,      &AuditEntry::employee, &AuditEntry::login,
      &AuditEntry::role,   &AuditEntry::org,     &AuditEntry::subject,  &AuditEntry::item,
      &AuditEntry::action, &AuditEntry::remark,  &AuditEntry::policy,   &AuditEntry::graph,
      &AuditEntry::detail, &AuditEntry::outcome, &AuditEntry::previous};
  AuditEntry original = entry("I1", "P1");
  for (auto field : fields) {
    AuditEntry changed = original;
    changed.*field += "x";
    EXPECT_NE(audit_hash(changed), audit_hash(original));
  }
  AuditEntry later = original;
  ++later.at_real;
  EXPECT_NE(audit_hash(later), audit_hash(original));
  AuditEntry shifted = original;
  shifted.subject = "planP";
  shifted.item = "1";
  EXPECT_NE(audit_hash(shifted), audit_hash(original));
  shifted = original;
  shifted.before.swap(shifted.after);
  EXPECT_NE(audit_hash(shifted), audit_hash(original));
}

// 2017-12-01 09:00 in Shanghai.
constexpr std::int64_t kNine = 1512090000000;

TEST(AuditTimeTest, IsPretendedWhereTheMachineSaysOtherwise) {
  AuditEntry told = entry("I1", "P1");
  EXPECT_FALSE(is_pretended(told));  // nobody knows
  for (std::int64_t apart : {0, 59'999, -60'000, 119'999}) {
    told.at_real = kNine + apart;
    EXPECT_FALSE(is_pretended(told)) << apart;
  }
  for (std::int64_t apart : {120'000, -120'000, 86'400'000}) {
    told.at_real = kNine + apart;
    EXPECT_TRUE(is_pretended(told)) << apart;
  }
}

class AuditTest : public StoreTest {
 protected:
  AuditEntry append(const AuditEntry& what) {
    database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
    AuditEntry done = append_audit(transaction, what);
    transaction.commit();
    return done;
  }
  std::vector<AuditEntry> entries(const academy::Scope& scope, const AuditFilter& filter = {}) {
    std::vector<AuditEntry> found;
    for_each_audit(database_, scope, filter,
                   [&](const AuditEntry& each) { found.push_back(each); });
    return found;
  }
  std::vector<std::string> items(const academy::Scope& scope, const AuditFilter& filter = {}) {
    std::vector<std::string> found;
    for (const AuditEntry& each : entries(scope, filter)) found.push_back(each.item);
    return found;
  }
  void refused(const std::string& statement) {
    EXPECT_THROW(database::guarded([&] { database_.session().sql << statement; }), base::Error)
        << statement;
  }
};

TEST_P(AuditTest, ChainsTheRowsOfEachInstitute) {
  AuditEntry first = append(entry("I1", "P1"));
  AuditEntry other = append(entry("I2", "P7"));
  AuditEntry second = append(entry("I1", "P2"));
  EXPECT_EQ(first.seq, 1);
  EXPECT_EQ(first.previous, "");
  EXPECT_EQ(other.seq, 1);
  EXPECT_EQ(second.seq, 2);
  EXPECT_EQ(second.previous, first.hash);
  EXPECT_EQ(second.hash, audit_hash(second));
  EXPECT_EQ(entries(everything()), (std::vector{first, second, other}));
  EXPECT_EQ(fetch_audit_heads(database_), (std::vector{head_of(second), head_of(other)}));
}

TEST_P(AuditTest, ARollBackLeavesNothing) {
  {
    database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
    append_audit(transaction, entry("I1", "P1"));
  }
  EXPECT_THAT(fetch_audit_heads(database_), IsEmpty());
  EXPECT_EQ(append(entry("I1", "P2")).seq, 1);
}

TEST_P(AuditTest, ShowsTheChainsInScopeAndNoOthers) {
  append(entry("A", "root"));
  append(entry("I1", "one"));
  append(entry("I2", "two"));
  append(entry("gone", "three"));
  EXPECT_THAT(items(everything()), ElementsAre("root", "one", "two", "three"));
  EXPECT_THAT(items(scope_of("A", academy::Role::kAcademyAdmin)),
              ElementsAre("root", "one", "two", "three"));
  EXPECT_THAT(items(institute("I1")), ElementsAre("one"));
  EXPECT_THAT(items(scope_of("I1-D", academy::Role::kDepartmentAdmin)), IsEmpty());
  EXPECT_THAT(items(scope_of("I1", academy::Role::kLearner)), IsEmpty());
}

TEST_P(AuditTest, FiltersBySubjectAndItem) {
  append(entry("I1", "P1"));
  append(entry("I1", "it's :one"));
  append(entry("I1", "P1"));
  EXPECT_EQ(entries(everything(), {"plan", "P1"}).size(), 2u);
  EXPECT_EQ(entries(everything(), {"plan", "it's :one"}).size(), 1u);
  EXPECT_THAT(entries(everything(), {"class", "P1"}), IsEmpty());
  EXPECT_THAT(entries(everything(), {"plan", "' or '1'='1"}), IsEmpty());
  EXPECT_THAT(entries(everything(), {"plan", "\\' or 1=1 --"}), IsEmpty());
}

// What `--now` said has no say; a clock that was put back carries nothing before its own chain's.
TEST_P(AuditTest, AnItemsHistoryIsInTheOrderOfWriting) {
  auto appended = [&](const std::string& chain, const std::string& at, std::int64_t at_real) {
    AuditEntry made = entry(chain, "P1");
    made.at = at;
    made.at_real = at_real;
    append(made);
  };
  appended("I2", "2017-12-01 09:00", 20);
  appended("I1", "2019-01-01 09:00", 10);
  appended("I1", "2016-01-01 09:00", 30);
  appended("I1", "2018-01-01 09:00", 15);
  appended("I2", "2015-01-01 09:00", 40);
  std::vector<std::string> order;
  for (const AuditEntry& each : fetch_audit_of(database_, "plan", "P1"))
    order.push_back(each.chain + " " + std::to_string(each.seq));
  EXPECT_THAT(order, ElementsAre("I1 1", "I2 1", "I1 2", "I1 3", "I2 2"));
}

// An import that has lost once: what was appended before it holds the trail it sees, and nobody
// comes in between.
TEST_P(AuditTest, AHeldTrailGrowsByOneAlone) {
  append(entry("I1", "P1"));
  std::thread other;
  {
    database::Transaction transaction(database_, database::Transaction::Mode::kWrite);
    hold_audit(transaction);
    other = std::thread([&] {
      database::Database own = database::Database::open(fresh_.url());
      database::Transaction waiting(own, database::Transaction::Mode::kDecide);
      append_audit(waiting, entry("I1", "P3"));
      waiting.commit();
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    append_audit(transaction, entry("I1", "P2"));
    transaction.commit();
  }
  other.join();
  EXPECT_THAT(items(everything()), ElementsAre("P1", "P2", "P3"));
}

// Repeatable read: a chain that grew since the first look is a conflict, not a fork.
TEST_P(AuditTest, AChainThatGrewMeanwhileIsAConflict) {
  if (GetParam() == "sqlite") GTEST_SKIP() << "writers exclude each other";
  database::Database other = database::Database::open(fresh_.url());
  database::Transaction slow(database_, database::Transaction::Mode::kWrite);
  fetch_audit_heads(database_);
  {
    database::Transaction quick(other, database::Transaction::Mode::kDecide);
    append_audit(quick, entry("I1", "P1"));
    quick.commit();
  }
  try {
    append_audit(slow, entry("I1", "P2"));
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::kConflict);
  }
}

TEST_P(AuditTest, TheDatabaseRefusesToChangeOrDelete) {
  AuditEntry first = append(entry("I1", "P1"));
  if (GetParam() == "sqlite") {
    refused(
        "replace into audit select chain, seq, at, at_real, 'x', login, role, org, subject,"
        " item, action, remark, before_text, after_text, policy, graph, outcome, detail,"
        " previous, hash from audit");
  } else {
    refused(
        "insert into audit select * from audit on conflict (chain, seq) do update set"
        " remark = 'x'");
  }
  refused("update audit set remark = 'x'");
  refused("delete from audit");
  if (GetParam() == "postgresql") refused("truncate audit");
  EXPECT_EQ(entries(everything()), std::vector{first});
}

// What a careless hand wrote into the column must not pass for the same values.
TEST_P(AuditTest, SeesValuesThatWereTamperedWith) {
  AuditEntry first = append(entry("I1", "P1"));
  const char* drop = GetParam() == "postgresql" ? "drop trigger audit_no_change on audit"
                                                : "drop trigger audit_no_update";
  database::guarded([&] {
    database_.session().sql << drop;
    database_.session().sql << "update audit set before_text = 'no tab' || before_text";
  });
  AuditEntry changed = entries(everything()).front();
  EXPECT_EQ(changed.hash, first.hash);
  EXPECT_NE(audit_hash(changed), first.hash);
  database::guarded([&] { database_.session().sql << "update audit set before_text = 'without'"; });
  EXPECT_NE(audit_hash(entries(everything()).front()), first.hash);
}

// Nobody overtakes: numbers without holes, each row on the one before, nothing lost. Read
// committed, because under repeatable read the second would have to start again.
TEST_P(AuditTest, TwoWritersOfOneChain) {
  auto work = [&](const std::string& item) {
    database::Database own = database::Database::open(fresh_.url());
    for (int i = 0; i < 20; ++i) {
      database::Transaction transaction(own, database::Transaction::Mode::kDecide);
      append_audit(transaction, entry("I1", item));
      append_audit(transaction, entry("I2", item));
      transaction.commit();
    }
  };
  std::thread other(work, "other");
  work("one");
  other.join();
  std::vector<AuditEntry> all = entries(institute("I1"));
  ASSERT_EQ(all.size(), 40u);
  std::string previous;
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(all[i].seq, static_cast<std::int64_t>(i + 1));
    EXPECT_EQ(all[i].previous, previous);
    previous = all[i].hash;
  }
}

TEST_P(AuditTest, TheInstallationKeepsItsId) {
  std::string id = installation_id(database_);
  EXPECT_EQ(id.size(), 32u);
  database_.migrate();
  EXPECT_EQ(installation_id(database_), id);
}

XUESHI_ON_EACH_BACKEND(AuditTest);

}  // namespace
}  // namespace xueshi::store
