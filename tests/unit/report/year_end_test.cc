// A year-end without the command line: what can be made is made, the rest says what is missing.
#include "../session/academy_support.h"
#include "report/reports.h"

namespace xueshi::report {
namespace {

const base::OnProgress kSilent = [](const std::string&, std::int64_t, std::int64_t) {};

TEST(YearEnd, MakesWhatIsReadyAndSaysWhatIsMissing) {
  Academy academy;
  session::Session session = academy.admin_session("p1", "I1");
  std::string out = (academy.folder() / "out").string();
  std::vector<ReportResult> results =
      run_year_end(session, base::Year(2017), "I1", out, 1, kSilent);
  ASSERT_EQ(results.size(), 3u);
  EXPECT_EQ(results[0].report, "execution");
  EXPECT_EQ(results[0].status, ReportStatus::kWritten);
  EXPECT_TRUE(std::filesystem::exists(results[0].path));
  EXPECT_EQ(results[1].status, ReportStatus::kNotReady);
  EXPECT_EQ(results[1].reasons.front(), "骨干人才尚未完成上报，请先完成上报");
  EXPECT_EQ(results[2].status, ReportStatus::kNotReady);
  EXPECT_TRUE(session.take_notices().empty());

  results = run_year_end(session, base::Year(2017), "I1", out, 1, kSilent);
  EXPECT_EQ(results[0].status, ReportStatus::kUpToDate);
}

// Each thread of the crew has a session of its own; whoever asked hears of it all the same.
TEST(YearEnd, ANoticeOfTheCrewReachesWhoAsked) {
  Academy academy;
  academy.write("state", "a file where the folder should be");
  session::Session session = academy.operator_session();
  run_year_end(session, base::Year(2017), "", (academy.folder() / "out").string(), 2, kSilent);
  std::vector<session::Notice> notices = session.take_notices();
  ASSERT_EQ(notices.size(), 2u);  // one an institute
  EXPECT_EQ(notices[0].code, "audit.not-witnessed");
}

TEST(YearEnd, RefusesWhatIsOutOfReach) {
  Academy academy;
  session::Session session = academy.admin_session("p1", "I1");
  EXPECT_EQ(refusal_of([&] {
              run_year_end(session, base::Year(2017), "I2", academy.folder().string(), 1, kSilent);
            })
                .front()
                .code,
            "org.not-found");
}

TEST(Report, RefusesOneThatNobodyMakes) {
  Academy academy;
  session::Session session = academy.admin_session("p1", "I1");
  EXPECT_EQ(refusal_of([&] {
              run_report(session, "nothing", base::Year(2017), "I1", academy.folder().string(),
                         kSilent);
            }).front(),
            (base::Blocker{"report.unknown", "没有名为 'nothing' 的报表"}));
}

}  // namespace
}  // namespace xueshi::report
