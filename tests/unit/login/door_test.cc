// Who comes in at the console, in which role, for how long.
#include "login/door.h"

#include "../session/academy_support.h"
#include "base/clock.h"
#include "seal/password.h"
#include "store/passwords.h"
#include "store/web_sessions.h"

namespace xueshi::login {
namespace {

using academy::Role;

class Door : public testing::Test {
 protected:
  Door() {
    give_password("p1", "correct horse", false);
    give_password("p2", "battery staple", true);
  }

  void give_password(const std::string& employee, const std::string& password, bool is_first) {
    session::Session session = academy_.operator_session();
    write([&](database::Transaction& transaction) {
      store::save_password(transaction, session.scope(), employee,
                           {seal::hash_password(password), is_first, "2017-11-01 09:00"});
    });
  }
  template <typename Work>
  void write(Work work) {
    database::Database database = academy_.open();
    database::Transaction transaction(database, database::Transaction::Mode::kWrite);
    work(transaction);
    transaction.commit();
  }
  std::string open(const std::string& login, const std::string& password) {
    session::Session session = academy_.operator_session();
    return open_door(session, login, password, from_);
  }
  std::optional<Visitor> find(const std::string& token) {
    session::Session session = academy_.operator_session();
    return find_visitor(session, token);
  }

  Academy academy_;
  Origin from_{"192.0.2.7", "test"};
};

TEST_F(Door, LetsInALearnerWhoeverTheyAre) {
  std::string token = open("p1", "correct horse");
  EXPECT_EQ(token.size(), 64U);
  session::Session session = academy_.operator_session();
  std::optional<Visitor> visitor = find_visitor(session, token);
  ASSERT_TRUE(visitor);
  EXPECT_EQ(session.actor().role, Role::kLearner);
  EXPECT_EQ(session.actor().employee, "p1");
  EXPECT_TRUE(session.asks_passwords());
  EXPECT_EQ(visitor->held.size(), 1U);
  EXPECT_FALSE(visitor->is_confirmed());
  EXPECT_NE(visitor->session, token);  // what the database keeps lets nobody in
  EXPECT_FALSE(find(visitor->session));
  EXPECT_FALSE(find(""));
}

TEST_F(Door, AnswersTheSameForWrongUnknownAndWithoutPassword) {
  base::Blockers wrong = refusal_of([&] { open("p1", "wrong horse"); });
  EXPECT_EQ(wrong.front().code, "actor.password");
  EXPECT_EQ(wrong, refusal_of([&] { open("nobody", "wrong horse"); }));
  EXPECT_EQ(wrong, refusal_of([&] { open("q1", "wrong horse"); }));
}

// Nobody locks a colleague out: from another address they come in.
TEST_F(Door, PausesForOneAddressAlone) {
  for (int i = 0; i < 5; ++i)
    EXPECT_EQ(refusal_of([&] { open("p1", "wrong"); }).front().code, "actor.password");
  EXPECT_EQ(refusal_of([&] { open("p1", "correct horse"); }).front().code, "password.pause");
  from_.address = "192.0.2.8";
  EXPECT_TRUE(find(open("p1", "correct horse")));
}

TEST_F(Door, TheTokenIsAnotherOneAfterEachChange) {
  std::string first = open("p1", "correct horse");
  session::Session session = academy_.operator_session();
  Visitor visitor = *find_visitor(session, first);
  std::string second = confirm(session, visitor, "correct horse");
  EXPECT_FALSE(find(first));
  Visitor confirmed = *find_visitor(session, second);
  EXPECT_TRUE(confirmed.is_confirmed_lately(base::milliseconds_since_1970()));
  EXPECT_EQ(confirmed.form_key, visitor.form_key);  // forms of other tabs are known still
  std::string third = take_role(session, confirmed, Role::kInstituteAdmin, "I1");
  EXPECT_FALSE(find(second));
  session::Session other = academy_.operator_session();
  EXPECT_TRUE(find_visitor(other, third)->is_confirmed());
  EXPECT_EQ(other.actor().role, Role::kInstituteAdmin);
  EXPECT_EQ(
      refusal_of([&] { take_role(session, confirmed, Role::kAcademyAdmin, "A"); }).front().code,
      "actor.role-not-held");
}

TEST_F(Door, EndsWithTheRoleWithTimeAndWithTheSignOut) {
  std::string token = open("p1", "correct horse");
  session::Session session = academy_.operator_session();
  Visitor visitor = *find_visitor(session, token);
  token = take_role(session, visitor, Role::kInstituteAdmin, "I1");
  write([&](database::Transaction& transaction) {
    store::save_end(transaction, {"p1", Role::kInstituteAdmin, "I1", std::nullopt,
                                  *base::parse_date("2017-11-30")});
  });
  EXPECT_FALSE(find(token));

  token = open("p1", "correct horse");
  visitor = *find(token);
  write([&](database::Transaction& transaction) {
    store::touch_web_session(transaction, visitor.session,
                             base::milliseconds_since_1970() - (kIdleMinutes + 1) * 60'000);
  });
  EXPECT_FALSE(find(token));

  token = open("p1", "correct horse");
  find_visitor(session, token);
  close_door(session, *find(token));
  EXPECT_FALSE(find(token));
}

TEST_F(Door, AnotherPasswordEndsTheOtherVisits) {
  std::string here = open("p2", "battery staple"), there = open("p2", "battery staple");
  session::Session session = academy_.operator_session();
  Visitor visitor = *find_visitor(session, here);
  EXPECT_TRUE(visitor.must_change);
  EXPECT_EQ(visits_of(session, visitor).size(), 2U);
  base::Blockers short_one =
      refusal_of([&] { replace_password(session, visitor, std::nullopt, "p2"); });
  EXPECT_EQ(short_one.front().code, "password.too-short");
  std::string renewed = replace_password(session, visitor, std::nullopt, "quite another one");
  EXPECT_FALSE(find(here));
  EXPECT_FALSE(find(there));
  ASSERT_TRUE(find(renewed));
  EXPECT_FALSE(find(renewed)->must_change);
  EXPECT_TRUE(find(open("p2", "quite another one")));
}

TEST_F(Door, OtherVisitsAreEndedFromHere) {
  std::string here = open("p1", "correct horse"), there = open("p1", "correct horse");
  session::Session session = academy_.operator_session();
  EXPECT_EQ(end_other_visits(session, *find_visitor(session, here)), 1);
  EXPECT_TRUE(find(here));
  EXPECT_FALSE(find(there));
}

TEST_F(Door, WhatIsToBeToldIsToldOnce) {
  std::string token = open("p1", "correct horse");
  session::Session session = academy_.operator_session();
  Visitor visitor = *find_visitor(session, token);
  keep_done(session, visitor, "/me", "已办理");
  visitor = *find(token);
  EXPECT_EQ(take_notice(session, visitor), "已办理");
  EXPECT_EQ(find(token)->notice, "");
}

}  // namespace
}  // namespace xueshi::login
