// What the sessions of a process share is read again when it changed, and only then.
#include "session/workplace.h"

#include "academy_support.h"
#include "base/error.h"
#include "seal/hash.h"
#include "session/policies.h"

namespace xueshi::session {
namespace {

using academy::OrgLevel;

std::vector<academy::Org> renamed() {
  return {Academy::org("I1", "A", OrgLevel::kInstitute, "改名的单位")};
}

TEST(Workplace, KeepsTheShelfUntilAFileOfTheHomeChanges) {
  Academy academy;
  auto before = academy.workplace().shelf();
  EXPECT_EQ(academy.workplace().shelf(), before);
  academy.write("home/rules/2030.yaml", "extends: 2016\ntitle: 下一年\n");
  auto after = academy.workplace().shelf();
  EXPECT_NE(after, before);
  EXPECT_EQ(after->policies().of(base::Year(2030)).title, "下一年");
  EXPECT_EQ(academy.workplace().shelf(), after);
}

TEST(Policies, GoByNoTextThatIsNotTheOneConfirmed) {
  Academy academy;
  session::Home home(academy.settings().value("home"));
  std::string content = "extends: 2016\ntitle: 确认的一年\n";
  store::TextInForce text{base::Year(2030), "2030-001", seal::sha256(content), "", content};
  EXPECT_TRUE(is_whole(text));
  EXPECT_EQ(Policies(home, {text}).of(base::Year(2030)).title, "确认的一年");
  text.content += "# 后来加的\n";
  EXPECT_FALSE(is_whole(text));
  try {
    Policies policies(home, {text});
    FAIL() << "taken into force";
  } catch (const base::Error& error) {
    EXPECT_EQ(error.code(), "policy.text-damaged");
    EXPECT_THAT(error.what(), testing::HasSubstr("2030-001"));
    EXPECT_THAT(error.what(), testing::HasSubstr("请从备份恢复数据库"));
  }
}

TEST(Workplace, KeepsTheTreeUntilAnOrgChanges) {
  Academy academy;
  database::Database database = academy.open();
  auto before = academy.workplace().tree(database);
  EXPECT_EQ(academy.workplace().tree(database), before);
  Academy::save(database, std::vector{Academy::person("p3", "I1-D")});
  EXPECT_EQ(academy.workplace().tree(database), before);  // people are no units
  Academy::save(database, renamed());
  auto after = academy.workplace().tree(database);
  EXPECT_NE(after, before);
  EXPECT_EQ(after->find("I1")->name, "改名的单位");
}

TEST(Workplace, KeepsTheTreeWhenAChangeWasRolledBack) {
  Academy academy;
  database::Database database = academy.open();
  auto before = academy.workplace().tree(database);
  {
    database::Transaction transaction(database, database::Transaction::Mode::kWrite);
    Academy::put(transaction, renamed());
    EXPECT_EQ(academy.workplace().tree(database)->find("I1")->name, "改名的单位");
  }
  auto after = academy.workplace().tree(database);
  EXPECT_EQ(after->find("I1")->name, "单位I1");
  EXPECT_EQ(after, before);
}

TEST(Workplace, SeesWhatAnotherConnectionChanged) {
  Academy academy;
  database::Database mine = academy.open(), theirs = academy.open();
  auto before = academy.workplace().tree(mine);
  EXPECT_EQ(academy.workplace().tree(theirs), before);
  Academy::save(theirs, renamed());
  EXPECT_EQ(academy.workplace().tree(mine)->find("I1")->name, "改名的单位");
}

}  // namespace
}  // namespace xueshi::session
