// Slips of first passwords that cannot be handed over at once are fetched once, soon, or not at
// all.
#include "login/slips_in_hand.h"

#include <sys/stat.h>

#include <filesystem>

#include "../session/academy_support.h"
#include "audit/witness.h"

namespace xueshi::login {
namespace {

namespace fs = std::filesystem;

fs::path kept(session::Session& session) {
  return audit::state_folder(session.settings()) / "slips-kept/w1.xlsx";
}

TEST(KeptSlips, AreFetchedOnce) {
  Academy academy;
  session::Session session = academy.operator_session();
  keep_slips(session, "w1", {"bytes", {"p1"}, {}});
  struct stat file {};
  ASSERT_EQ(::stat(kept(session).c_str(), &file), 0);
  EXPECT_EQ(file.st_mode & 0777u, 0600u);
  EXPECT_FALSE(fetch_slips(session, "another"));
  EXPECT_EQ(fetch_slips(session, "w1"), "bytes");
  EXPECT_FALSE(fs::exists(kept(session)));
  EXPECT_FALSE(fetch_slips(session, "w1"));
}

TEST(KeptSlips, AreGoneWithinTheHour) {
  Academy academy;
  session::Session session = academy.operator_session();
  keep_slips(session, "w1", {"bytes", {}, {}});
  tidy_slips(session);
  EXPECT_TRUE(fs::exists(kept(session)));
  fs::last_write_time(kept(session), fs::last_write_time(kept(session)) - std::chrono::hours(2));
  EXPECT_FALSE(fetch_slips(session, "w1"));
  tidy_slips(session);
  EXPECT_FALSE(fs::exists(kept(session)));
}

}  // namespace
}  // namespace xueshi::login
