// Where the witness cannot be written, the change stands and a notice says so.
#include "audit/audit.h"

#include "../session/academy_support.h"
#include "audit/audit_verify.h"
#include "audit/witness.h"
#include "base/error.h"

namespace xueshi::audit {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

void record_one(session::Session& session) {
  record_audit(session, {audit_entry(session, "I1", "plan", "P1", "submit")});
}

TEST(Audit, AWitnessedChainIsWhole) {
  Academy academy;
  session::Session session = academy.operator_session();
  record_one(session);
  record_one(session);
  EXPECT_THAT(session.take_notices(), IsEmpty());
  AuditVerification found = verify_audit(session);
  EXPECT_TRUE(found.ok());
  EXPECT_EQ(found.rows, 2);
  EXPECT_THAT(found.warnings, IsEmpty());
}

TEST(Audit, WhatIsNotWitnessedIsANotice) {
  Academy academy;
  academy.write("state", "a file where the folder should be");
  session::Session session = academy.operator_session();
  record_one(session);
  std::vector<session::Notice> notices = session.take_notices();
  ASSERT_EQ(notices.size(), 1u);
  EXPECT_EQ(notices[0].code, "audit.not-witnessed");
  EXPECT_THAT(notices[0].message, HasSubstr("改动已写入数据库，但审计见证没有写成"));
  EXPECT_EQ(verify_audit(session).rows, 1);
}

TEST(Audit, WithoutAHomeNoFolderIsGuessed) {
  auto in_place = [](const session::Environment& environment, const std::string& state) {
    base::Findings none;
    std::map<std::string, session::Setting> given = {{"db", {"postgresql:///x", "test"}}};
    if (!state.empty()) given["state"] = {state, "test"};
    return Witness::in_place(session::Settings::resolve(given, environment, none), "1").file();
  };
  EXPECT_THROW(in_place({}, ""), base::Error);
  EXPECT_THROW(in_place({{"HOME", ""}}, ""), base::Error);
  EXPECT_EQ(in_place({{"HOME", "/home/x"}}, ""), "/home/x/.local/state/xueshi/1.heads");
  EXPECT_EQ(in_place({{"XDG_STATE_HOME", "/var/lib"}}, ""), "/var/lib/xueshi/1.heads");
  EXPECT_EQ(in_place({}, "/srv/witness"), "/srv/witness/1.heads");
}

TEST(Audit, ARefusalIsAuditedOnItsWayOut) {
  Academy academy;
  session::Session session = academy.admin_session("p1", "I1");
  refusal_of([&] {
    with_refusals_audited(session, "plan", "P1", "submit", "",
                          [] { throw base::Refused("plan.x", "不行"); });
  });
  std::vector<AuditEntry> entries;
  show_audit(session, {}, "", [&](const AuditEntry& entry) { entries.push_back(entry); });
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0].outcome, "refused");
  EXPECT_EQ(entries[0].detail, "plan.x 不行");
  EXPECT_EQ(entries[0].chain, "I1");
}

}  // namespace
}  // namespace xueshi::audit
