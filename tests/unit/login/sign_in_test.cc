// Becoming somebody, with words and passwords given as values (domain.md §1).
#include "login/sign_in.h"

#include "../session/academy_support.h"
#include "audit/audit_verify.h"
#include "seal/password.h"
#include "store/passwords.h"

namespace xueshi::login {
namespace {

using academy::Role;

class SignIn : public testing::Test {
 protected:
  SignIn()
      : academy_(std::map<std::string, std::string>{{"require_password", "true"}}),
        session_(academy_.operator_session()) {}

  void give_password(const std::string& employee, const std::string& password, bool is_first) {
    database::Database database = academy_.open();
    database::Transaction transaction(database, database::Transaction::Mode::kWrite);
    store::save_password(transaction, session_.scope(), employee,
                         {seal::hash_password(password), is_first, "2017-11-01 09:00"});
    transaction.commit();
  }

  Academy academy_;
  session::Session session_;
};

TEST_F(SignIn, AnswersTheSameForUnknownAndWrong) {
  give_password("p1", "correct horse", false);
  base::Blockers wrong = refusal_of([&] { sign_in(session_, "p1", "wrong horse"); });
  base::Blockers unknown = refusal_of([&] { sign_in(session_, "nobody", "wrong horse"); });
  base::Blockers without = refusal_of([&] { sign_in(session_, "p2", "wrong horse"); });
  EXPECT_EQ(wrong, unknown);
  EXPECT_EQ(wrong, without);
  EXPECT_EQ(wrong.front().code, "actor.password");
  EXPECT_TRUE(session_.actor().is_operator());
}

TEST_F(SignIn, TakesTheOnlyRoleHeldElseTheLearners) {
  give_password("p1", "correct horse", false);
  give_password("p2", "correct horse", false);
  EXPECT_EQ(held_roles(session_, "p1"),
            (std::vector{academy::RoleGrant{"p1", Role::kInstituteAdmin, "I1"}}));
  EXPECT_TRUE(held_roles(session_, "p2").empty());
  sign_in(session_, "p1", "correct horse");
  EXPECT_EQ(session_.actor().role, Role::kInstituteAdmin);
  EXPECT_EQ(session_.actor().org, "I1");
  sign_in(session_, "p1:学员", "correct horse");
  EXPECT_EQ(session_.actor().role, Role::kLearner);
  sign_in(session_, "p2", "correct horse");
  EXPECT_EQ(session_.actor().role, Role::kLearner);
}

// Who does not know the password learns nothing about roles.
TEST_F(SignIn, SaysWhatIsWrongWithARoleOnlyToWhoKnowsThePassword) {
  give_password("p1", "correct horse", false);
  EXPECT_EQ(refusal_of([&] { sign_in(session_, "p1:院管理员", "wrong"); }).front().code,
            "actor.password");
  EXPECT_EQ(refusal_of([&] { sign_in(session_, "p1:院管理员", "correct horse"); }).front().code,
            "actor.role-not-held");
  EXPECT_TRUE(session_.actor().is_operator());
}

TEST_F(SignIn, TheFirstPasswordIsGoodForChangingIt) {
  give_password("p2", "first horse", true);
  EXPECT_EQ(refusal_of([&] { sign_in(session_, "p2", "first horse"); }).front().code,
            "password.must-change");
  sign_in(session_, "p2", "first horse", Purpose::kPasswordChange);
  EXPECT_EQ(
      refusal_of([&] { change_password(session_, "first horse", "first horse"); }).front().code,
      "password.same");
  change_password(session_, "first horse", "a second horse");
  session::Session later = academy_.operator_session();
  sign_in(later, "p2", "a second horse");
  EXPECT_EQ(later.actor().employee, "p2");
}

TEST_F(SignIn, AsksAgainBeforeWhatCannotBeTakenBack) {
  give_password("p1", "correct horse", false);
  confirm_password(session_, std::nullopt, "完成上报");  // the operator's is never asked for
  sign_in(session_, "p1", "correct horse");
  EXPECT_EQ(refusal_of([&] { confirm_password(session_, std::nullopt, "完成上报"); }).front(),
            (base::Blocker{"actor.password-again", "完成上报前须再次输入密码"}));
  EXPECT_EQ(refusal_of([&] { confirm_password(session_, "wrong", "完成上报"); }).front().code,
            "actor.password-again");
  confirm_password(session_, "correct horse", "完成上报");
}

TEST(Pause, GrowsFromAMinuteToAboutAnHour) {
  constexpr std::int64_t kMinute = 60'000;
  for (int times = 0; times <= 4; ++times) EXPECT_EQ(pause_after(times), 0) << times;
  EXPECT_EQ(pause_after(5), kMinute);
  EXPECT_EQ(pause_after(6), 2 * kMinute);
  EXPECT_EQ(pause_after(11), 64 * kMinute);
  EXPECT_EQ(pause_after(1'000'000), 64 * kMinute);
}

TEST_F(SignIn, PausesALoginHoweverItIsWritten) {
  give_password("p1", "correct horse", false);
  give_password("p2", "correct horse", false);
  for (const char* login : {"p1", "P1", "ｐ１", "p1", "P１"})
    EXPECT_EQ(refusal_of([&] { sign_in(session_, login, "wrong"); }).front().code,
              "actor.password");
  EXPECT_EQ(refusal_of([&] { sign_in(session_, "p1", "correct horse"); }).front().code,
            "password.pause");
  EXPECT_EQ(refusal_of([&] { sign_in(session_, "Ｐ1", "correct horse"); }).front().code,
            "password.pause");
  sign_in(session_, "P2", "correct horse");
  EXPECT_EQ(session_.actor().login, "p2");
}

TEST_F(SignIn, AsksForPasswordsOnceTheyWereAskedFor) {
  give_password("p1", "correct horse", false);
  keep_asking(session_);
  audit::AuditVerification trail = audit::verify_audit(session_);
  EXPECT_EQ(trail.rows, 1);
  EXPECT_TRUE(trail.warnings.empty()) << "witnessed at once: " << trail.warnings.front();
  keep_asking(session_);
  EXPECT_EQ(audit::verify_audit(session_).rows, 1) << "it is kept already";
  std::map<std::string, session::Setting> given = academy_.settings().all();
  given["require_password"] = {"false", "test"};
  base::Findings none;
  session::Workplace lax(session::Settings::resolve(given, {}, none), item::graph_subjects());
  session::Session later(lax, academy::Actor::machine_operator());
  EXPECT_TRUE(asks_password(later));
  EXPECT_EQ(refusal_of([&] { sign_in(later, "p1", std::nullopt); }).front().code, "actor.password");
}

}  // namespace
}  // namespace xueshi::login
