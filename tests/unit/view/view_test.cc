// What people look at reaches as far as the acting role does.
#include "../session/academy_support.h"
#include "view/plans.h"
#include "view/staff.h"
#include "view/summary.h"

namespace xueshi::view {
namespace {

using testing::ElementsAre;

std::vector<std::string> employees(session::Session& session, const std::string& org) {
  std::vector<std::string> all;
  PersonFilter filter;
  filter.org = org;
  for (const PersonView& one : list_people(session, filter)) all.push_back(one.person.employee);
  return all;
}

TEST(View, ListsThePeopleInReach) {
  Academy academy;
  session::Session everywhere = academy.operator_session();
  session::Session institute = academy.admin_session("p1", "I1");
  EXPECT_THAT(employees(everywhere, ""), ElementsAre("p1", "p2", "q1"));
  EXPECT_THAT(employees(everywhere, "I2"), ElementsAre("q1"));
  EXPECT_THAT(employees(institute, ""), ElementsAre("p1", "p2"));
  EXPECT_EQ(refusal_of([&] { employees(institute, "I2"); }).front().code, "org.not-found");
}

TEST(View, SaysTheDeedThatIsMissing) {
  Academy academy;
  session::Session session = academy.admin_session("p1", "I1");
  EXPECT_EQ(refusal_of([&] { show_summary(session, base::Year(2017), "I1"); }).front(),
            (base::Blocker{"summary.not-created", "I1 2017 年度的培训总结尚未创建，请先刷新数据"}));
}

TEST(View, FindsNoPlanOutOfReach) {
  Academy academy;
  session::Session session = academy.admin_session("p1", "I1");
  EXPECT_EQ(refusal_of([&] { show_plan(session, "P1"); }).front().code, "plan.not-found");
  EXPECT_TRUE(list_plans(session, std::nullopt, "").empty());
}

}  // namespace
}  // namespace xueshi::view
