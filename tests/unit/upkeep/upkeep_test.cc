// Verify and doctor on a small sound academy, and on one that was damaged.
#include "../session/academy_support.h"
#include "upkeep/doctor.h"
#include "upkeep/init.h"
#include "upkeep/verify.h"

namespace xueshi::upkeep {
namespace {

TEST(Verify, ASoundAcademyKeepsEveryInvariant) {
  Academy academy;
  academy.seal();
  session::Session session = academy.operator_session();
  DataVerification found = verify_data(session, std::nullopt, "");
  EXPECT_TRUE(found.ok());
  EXPECT_FALSE(found.invariants.empty());
}

TEST(Verify, LearnersMayNot) {
  Academy academy;
  session::Session session(academy.workplace(), {"p2", "p2", academy::Role::kLearner, "I1-D"});
  EXPECT_EQ(refusal_of([&] { verify_data(session, std::nullopt, ""); }).front().code, "actor.role");
}

Health health_of(const session::Settings& settings, const std::string& check) {
  for (const Diagnosis& line : run_doctor(settings))
    if (line.check == check) return line.health;
  ADD_FAILURE() << "no check " << check;
  return Health::kFailed;
}

TEST(Doctor, TellsWhichPartIsDamaged) {
  Academy academy;
  EXPECT_EQ(health_of(academy.settings(), "schema"), Health::kOk);
  EXPECT_EQ(health_of(academy.settings(), "rules"), Health::kOk);
  academy.write("home/rules/2030.yaml", "extends: 2016\ntitel: 下一年\n");
  EXPECT_EQ(health_of(academy.settings(), "rules"), Health::kFailed);
  EXPECT_EQ(health_of(academy.settings(), "schema"), Health::kOk);
}

TEST(Init, BringsADatabaseToTheSchemaOnce) {
  Academy academy;
  EXPECT_EQ(init_database(academy.settings(), "", [](auto&&...) {}).migrations, 0);
}

}  // namespace
}  // namespace xueshi::upkeep
