// How far institutes are, and what people and units have learned: as far as the acting role
// reaches.
#include "view/year_end.h"

#include "../session/academy_support.h"
#include "view/statistics.h"

namespace xueshi::view {
namespace {

using testing::ElementsAre;

const base::Year kYear(2017);

std::vector<std::string> codes(const std::vector<YearEndLine>& lines) {
  std::vector<std::string> all;
  for (const YearEndLine& line : lines) all.push_back(line.progress.org);
  return all;
}

TEST(YearEnd, ListsEveryInstituteInReach) {
  Academy academy;
  session::Session everywhere = academy.operator_session();
  session::Session institute = academy.admin_session("q1", "I2");
  std::vector<YearEndLine> lines = list_year_end(everywhere, kYear);
  EXPECT_THAT(codes(lines), ElementsAre("I1", "I2"));
  EXPECT_THAT(codes(list_year_end(institute, kYear)), ElementsAre("I2"));
}

TEST(YearEnd, SaysAllThatIsMissing) {
  Academy academy;
  session::Session session = academy.operator_session();
  const YearEndLine line = list_year_end(session, kYear).front();
  EXPECT_THAT(line.missing, ElementsAre("未导入在职总人数", "骨干人才尚未完成上报",
                                        "年度总结未创建", "年终报表未导出 3 份"));
  EXPECT_EQ(line.progress.headcount, std::nullopt);
  EXPECT_EQ(line.backbone_rate.hundredths(), 0);
  EXPECT_EQ(line.red(), 0);
}

TEST(Statistics, SumsPeopleUpByUnit) {
  Academy academy;
  session::Session session = academy.operator_session();
  std::vector<PersonHours> people = overview_hours(session, kYear, "", std::nullopt);
  ASSERT_EQ(people.size(), 3u);
  std::vector<UnitHours> units = sum_by_unit(session, "", people);
  ASSERT_EQ(units.size(), 2u);
  EXPECT_EQ(units[0].org, "I1");
  EXPECT_EQ(units[0].people, 2);
  EXPECT_EQ(units[0].required, 2);
  EXPECT_EQ(units[0].met, 0);
  EXPECT_EQ(units[1].people, 1);
  EXPECT_EQ(units[1].average_hundredths(), 0);
}

// 10423.21 h over 492 people are 21.19 (domain.md §6).
TEST(Statistics, AveragesHalfUp) {
  UnitHours unit;
  EXPECT_EQ(unit.average_hundredths(), 0);
  unit.people = 492;
  unit.total = base::Hours::of_seconds(1'042'321 * 36);
  EXPECT_EQ(unit.average_hundredths(), 2119);
}

TEST(Statistics, RefusesAUnitOutOfReach) {
  Academy academy;
  session::Session session = academy.admin_session("p1", "I1");
  EXPECT_EQ(refusal_of([&] { overview_hours(session, kYear, "I2", std::nullopt); }).front().code,
            "org.not-found");
  EXPECT_EQ(refusal_of([&] { class_figures(session, kYear, "I2"); }).front().code, "org.not-found");
}

TEST(Statistics, KnowsWhereThePlatformsCoursesCount) {
  Academy academy;
  session::Session session = academy.operator_session();
  const policy::Policy& policy = session.policy(kYear);
  auto online = online_account(policy);
  ASSERT_TRUE(online);
  EXPECT_EQ(policy.accounts[*online].label, "网络学时");
}

}  // namespace
}  // namespace xueshi::view
