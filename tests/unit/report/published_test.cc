// What was published is handed out as it was published, or not at all.
#include "report/published.h"

#include "../session/academy_support.h"
#include "base/file.h"
#include "report/reports.h"

namespace xueshi::report {
namespace {

namespace fs = std::filesystem;

const base::OnProgress kNoProgress = [](const std::string&, std::int64_t, std::int64_t) {};
const base::Year kOfYear(2017);

class Published : public testing::Test {
 protected:
  Published()
      : folder_(fs::temp_directory_path() / fmt::format("published_{}", ::getpid())),
        academy_({{"reports", folder_.string()}}),
        session_(academy_.admin_session("p1", "I1")) {}
  ~Published() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  std::optional<WorkbookCopy> fetch(const char* report = "execution") {
    return fetch_workbook(session_, report, kOfYear, "I1", std::nullopt);
  }
  std::string publish(const std::string& out) {
    return run_report(session_, "execution", kOfYear, "I1", out, kNoProgress).front().path;
  }

  fs::path folder_;
  Academy academy_;
  session::Session session_;
};

TEST_F(Published, SaysWhatIsReadyAndWhatIsNot) {
  std::vector<ReportStanding> standings = list_reports(session_, kOfYear, "I1");
  ASSERT_GE(standings.size(), 3u);
  EXPECT_EQ(standings[0].report, "execution");
  EXPECT_TRUE(standings[0].reasons.empty());
  EXPECT_FALSE(standings[0].newest);
  EXPECT_EQ(standings[1].report, "backbone");
  EXPECT_EQ(standings[1].reasons.front(), "骨干人才尚未完成上报，请先完成上报");
  publish(folder_.string());
  standings = list_reports(session_, kOfYear, "I1");
  ASSERT_TRUE(standings[0].newest);
  EXPECT_EQ(standings[0].newest->revision, 1);
  EXPECT_TRUE(standings[0].older.empty());
}

TEST_F(Published, HandsOutTheVeryBytes) {
  EXPECT_FALSE(fetch());
  std::string path = publish(folder_.string());
  auto copy = fetch();
  ASSERT_TRUE(copy);
  EXPECT_EQ(copy->name, "2017-execution.xlsx");
  EXPECT_EQ(copy->bytes, base::read_file(path, 1 << 24).text);
}

TEST_F(Published, HandsOutWhatPeoplePublishedElsewhere) {
  publish((academy_.folder() / "elsewhere").string());
  ASSERT_TRUE(fetch());
}

TEST_F(Published, HandsOutNothingThatWasChanged) {
  std::string path = publish(folder_.string());
  base::write_file(path, "something else");
  EXPECT_FALSE(fetch());
}

TEST_F(Published, RefusesWhatIsOutOfReach) {
  EXPECT_EQ(refusal_of([&] { list_reports(session_, kOfYear, "I2"); }).front().code,
            "org.not-found");
  EXPECT_EQ(refusal_of([&] { fetch_workbook(session_, "execution", kOfYear, "I2", std::nullopt); })
                .front()
                .code,
            "org.not-found");
}

}  // namespace
}  // namespace xueshi::report
