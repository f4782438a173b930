// A session on a lent connection takes what is there already; what it notes waits for its face.
#include "session/session.h"

#include "academy_support.h"

namespace xueshi::session {
namespace {

TEST(Session, OnALentConnectionSharesShelfAndTree) {
  Academy academy;
  database::Database lent = academy.open();
  Session one(academy.workplace(), academy::Actor::machine_operator(), lent);
  Session two(academy.workplace(), {"p1", "p1", academy::Role::kInstituteAdmin, "I1"}, lent);
  EXPECT_EQ(&one.policies(), &two.policies());
  EXPECT_EQ(&one.graphs(), &two.graphs());
  EXPECT_EQ(&one.tree(), &two.tree());
  EXPECT_EQ(&one.database(), &lent);
}

TEST(Session, GivesItsNoticesOnce) {
  Academy academy;
  Session session = academy.operator_session();
  session.note({"a.b", "一"});
  session.note({"c.d", "二"});
  std::vector<Notice> notices = session.take_notices();
  ASSERT_EQ(notices.size(), 2u);
  EXPECT_EQ(notices[0].code, "a.b");
  EXPECT_EQ(notices[1].message, "二");
  EXPECT_TRUE(session.take_notices().empty());
}

TEST(Session, CutsAScopeDownToAUnitInReach) {
  Academy academy;
  Session session = academy.admin_session("p1", "I1");
  std::string own;
  session.institute_scope(own);
  EXPECT_EQ(own, "I1");
  EXPECT_EQ(refusal_of([&] { session.unit_scope("I2"); }).front().code, "org.not-found");
  std::string none;
  Session everywhere = academy.operator_session();
  EXPECT_EQ(refusal_of([&] { everywhere.institute_scope(none); }).front().message,
            "请指明研究所的机构编码");
}

TEST(Settings, WhatWasGivenBeatsTheDefaultAndIsChecked) {
  base::Findings findings;
  Settings settings = Settings::resolve({{"json", {"vielleicht", "here"}}, {"db", {"x", "there"}}},
                                        {{"HOME", "/h"}}, findings);
  EXPECT_EQ(settings.at("db").origin, "there");
  EXPECT_EQ(settings.at("reports").origin, "default");
  EXPECT_EQ(settings.variable("HOME"), "/h");
  EXPECT_EQ(settings.variable("TZDIR"), "");
  ASSERT_EQ(findings.errors(), 1u);
  EXPECT_EQ(findings.kept()[0].code, "config.wrong-value");
}

}  // namespace
}  // namespace xueshi::session
