// What may come by file is what could be done by hand; nobody gives hours to themselves.
#include "../session/academy_support.h"
#include "imports/import.h"
#include "store/records.h"

namespace xueshi::imports {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* kRecords =
    "来源编号,员工编号,年度,类别,培训名称,主办单位,开始时间,结束时间,学时,审核状态\n";
constexpr const char* kPlans =
    "计划编号,年度,计划类型,培训计划类型,计划名称,机构编码,培训类别,培训时间,学时,天数,"
    "计划参加人数,"
    "所需经费(万元),审批情况,发布状态\n";

class GateTest : public testing::Test {
 protected:
  // p1, the administrator of I1.
  session::Session institute() { return academy_.admin_session("p1", "I1"); }
  session::Session learner() {
    return session::Session(academy_.workplace(), {"p2", "p2", academy::Role::kLearner, "I1-D"});
  }

  // "error code line" and "warning code line", in order.
  std::vector<std::string> said(session::Session& session, const std::string& name,
                                const std::string& text) {
    ImportResult result = import_path(session, {academy_.write(name, text).string(), false, {}},
                                      [](const std::string&, std::int64_t, std::int64_t) {});
    std::vector<std::string> all;
    for (const base::Finding& finding : result.findings.kept()) {
      bool is_warning = finding.severity == base::Severity::kWarning;
      all.push_back(fmt::format("{} {} {}", is_warning ? "warning" : "error", finding.code,
                                finding.place.line));
    }
    return all;
  }

  // number → status, of 2017.
  std::map<std::string, std::string> records_of(const std::string& employee) {
    session::Session session = academy_.operator_session();
    std::map<std::string, std::string> found;
    for (const auto& record :
         store::fetch_records(session.database(), session.scope(), employee, base::Year(2017)))
      found[record.number] = record.status;
    return found;
  }

  Academy academy_;
};

TEST_F(GateTest, OnesOwnRecordWaitsAndTheRestGoesOn) {
  session::Session session = institute();
  std::string rows = std::string(kRecords) +
                     "L1,p1,2017,线下培训,会议,,2017-05-08,,4,审核通过\n"
                     "L2,p2,2017,线下培训,会议,,2017-05-08,,4,审核通过\n";
  EXPECT_THAT(said(session, "learning.csv", rows), ElementsAre("warning import.own-hours 2"));
  EXPECT_EQ(records_of("p1"), (std::map<std::string, std::string>{{"L1", "pending"}}));
  EXPECT_EQ(records_of("p2"), (std::map<std::string, std::string>{{"L2", "approved"}}));
}

TEST_F(GateTest, ALearnersRecordWaits) {
  session::Session session = learner();
  EXPECT_THAT(said(session, "learning.csv",
                   std::string(kRecords) + "L1,p2,2017,线下培训,会议,,2017-05-08,,4,待审核\n"),
              IsEmpty());
  EXPECT_THAT(said(session, "learning.csv",
                   std::string(kRecords) + "L2,p1,2017,线下培训,会议,,2017-05-08,,4,待审核\n"),
              ElementsAre("error import.unknown-person 2"));
  EXPECT_EQ(records_of("p2"), (std::map<std::string, std::string>{{"L1", "pending"}}));
}

// S2: courses of the platform are entered by nobody.
TEST_F(GateTest, PlatformRecordsAreTheOperators) {
  std::string row =
      std::string(kRecords) + "L1,p2,2017,在线学习,课件,,2017-05-08,2017-05-08,4,审核通过\n";
  session::Session session = institute();
  EXPECT_THAT(said(session, "learning.csv", row),
              ElementsAre("error learning.entered-by-people 2"));
  session::Session by_operator = academy_.operator_session();
  EXPECT_THAT(said(by_operator, "learning.csv", row), IsEmpty());
}

TEST_F(GateTest, APlanComesAsItsMakerCouldMakeIt) {
  session::Session session = institute();
  auto row = [](const std::string& number, const std::string& year, const std::string& unit,
                const std::string& places) {
    return number + "," + year + ",其他计划,新增计划,甲," + unit + ",其他培训,2017-12,8,1,10,0.5," +
           places + "\n";
  };
  EXPECT_THAT(said(session, "plans.csv",
                   std::string(kPlans) + row("P1", "2017", "I1", "审批通过,已发布") +
                       row("P2", "2017", "I1-D", "暂存,") + row("P3", "2016", "I1", "暂存,")),
              ElementsAre("error import.place-beyond-role 2", "error import.place-beyond-role 2",
                          "error plan.role 3", "error plan.editable-year 4",
                          "warning intake.outside-year 4"));
  EXPECT_THAT(said(session, "plans.csv", std::string(kPlans) + row("P4", "2017", "I1", "暂存,")),
              IsEmpty());
  session::Session by_operator = academy_.operator_session();
  EXPECT_THAT(said(by_operator, "plans.csv",
                   std::string(kPlans) + row("P1", "2017", "I1", "审批通过,已发布")),
              IsEmpty());
  // What is there is edited, or not.
  std::string renamed = std::string(kPlans) + row("P1", "2017", "I1", "审批通过,已发布");
  renamed.replace(renamed.find(",甲,"), 5, ",乙,");
  EXPECT_THAT(said(session, "plans.csv", renamed),
              ElementsAre("error plan.needs-nobody 2", "error plan.unpublished 2"));
}

}  // namespace
}  // namespace xueshi::imports
