// What people look at reaches as far as the acting role does.
#include "../session/academy_support.h"
#include "item/act.h"
#include "item/item_view.h"
#include "view/classes.h"
#include "view/learning.h"
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
  EXPECT_EQ(
      refusal_of([&] { show_summary(session, base::Year(2017), "I1"); }).front(),
      (base::Blocker{"summary.not-created", "I1 的 2017 年度培训总结尚未创建，请先刷新数据"}));
}

TEST(View, FindsNoPlanOutOfReach) {
  Academy academy;
  session::Session session = academy.admin_session("p1", "I1");
  EXPECT_EQ(refusal_of([&] { show_plan(session, "P1"); }).front().code, "plan.not-found");
  EXPECT_TRUE(list_plans(session, std::nullopt, "").empty());
}

base::Fields self_study(const std::string& employee) {
  return {{"员工编号", employee},     {"类别", "在职自学"},       {"培训名称", "统计学"},
          {"开始时间", "2017-11-01"}, {"结束时间", "2017-11-02"}, {"学时", "12"}};
}

// Tried, entered, reviewed: what it would bring is said until it counts.
TEST(Learning, SaysWhatARecordWouldBring) {
  Academy academy;
  session::Session learner(academy.workplace(), {"p2", "p2", academy::Role::kLearner, "I1-D"});
  const std::string counted = "对您可计入 10 学时（共 12 学时）";
  base::Fields fields = self_study("p2");
  fields.erase(fields.begin());
  EXPECT_THAT(gain_of_fields(learner, fields).lines.front(), testing::StartsWith(counted));
  EXPECT_EQ(list_records(learner, {}, "").total, 0);
  EXPECT_EQ(refusal_of([&] {
              gain_of_fields(learner, {{"学时", "x"}});
            })
                .front()
                .code,
            "learning.field");
  std::string id = item::create(learner, {"learning", fields}).id;
  RecordItem item = show_record(learner, id);
  EXPECT_THAT(item.actions, ElementsAre("submit", "delete"));
  EXPECT_THAT(gain_of_record(learner, item.view.record)->lines.front(),
              testing::StartsWith(counted));
  session::Session institute = academy.admin_session("p1", "I1");
  item::ActRequest verdict;
  verdict.subject = "learning";
  verdict.ids = {id};
  verdict.action = "return";
  verdict.comment = "请补充";
  item::act(institute, verdict);
  EXPECT_EQ(list_records(learner, {}, "").rows.front().remark, "请补充");
  session::Session other = academy.admin_session("q1", "I2");
  EXPECT_EQ(list_records(other, {}, "").total, 0);
  EXPECT_EQ(refusal_of([&] { show_record(other, id); }).front().code, "learning.not-found");
}

// Several at once are all or none, each reason with whom it is about.
TEST(Learning, IsMadeForSeveralOrForNobody) {
  Academy academy;
  session::Session institute = academy.admin_session("p1", "I1");
  auto blockers = refusal_of([&] {
    item::create_all(institute, {{"learning", self_study("p2")}, {"learning", self_study("q1")}});
  });
  EXPECT_EQ(blockers.size(), 1U);
  EXPECT_THAT(blockers.front().message, testing::StartsWith("q1："));
  EXPECT_EQ(list_records(institute, {}, "").total, 0);
  auto results =
      item::create_all(institute, {{"learning", self_study("p2")}, {"learning", self_study("p1")}});
  EXPECT_EQ(results.front().places.front().place, "approved");
  EXPECT_EQ(results.back().places.front().place, "pending");  // their own waits for others (D3)
}

training::Plan plan_at(const std::string& number, const std::string& org) {
  training::Plan plan;
  plan.number = number;
  plan.org = org;
  plan.year = base::Year(2017);
  plan.month = base::YearMonth{plan.year, 12};
  plan.kind = training::PlanKind::kAdded;
  plan.title = "仪器培训";
  plan.category = "其他培训";
  plan.hours = base::Hours::of_hours(8);
  plan.days_millis = 1000;
  plan.headcount = 10;
  return plan;
}

std::vector<std::string> reasons_against(const item::ItemView& view, const std::string& action) {
  std::vector<std::string> codes;
  for (const item::BarredAction& barred : view.barred) {
    if (barred.action != action) continue;
    for (const base::Blocker& blocker : barred.blockers) codes.push_back(blocker.code);
  }
  return codes;
}

TEST(View, SaysWhyNot) {
  Academy academy;
  {
    database::Database database = academy.open();
    Academy::save<training::Plan>(database, {plan_at("P1", "I1")});
  }
  session::Session session = academy.admin_session("p1", "I1");
  item::ItemView view = item::view_item(session, "plan", "P1");
  EXPECT_THAT(view.actions, ElementsAre("edit", "copy", "delete", "submit"));
  EXPECT_THAT(reasons_against(view, "publish"), ElementsAre("plan.not-draft", "plan.approved"));
  EXPECT_THAT(reasons_against(view, "edit"), ElementsAre());  // nothing against it
  session::Session bureau(academy.workplace(), {"p2", "p2", academy::Role::kAcademyAdmin, "A"});
  // Another role's: not theirs to be told of.
  EXPECT_THAT(reasons_against(item::view_item(bureau, "plan", "P1"), "publish"), ElementsAre());
}

TEST(View, FindsWhomAClassMayAdd) {
  Academy academy;
  {
    database::Database database = academy.open();
    Academy::save<training::Plan>(database, {plan_at("P1", "I1")});
    academy::Person namesake = Academy::person("q9", "I2");
    namesake.name = "某p2";
    namesake.employment.left = base::parse_date("2017-06-30");
    Academy::save<academy::Person>(database, {namesake});
  }
  session::Session session = academy.admin_session("p1", "I1");
  AttendableSearch search = find_attendable(session, "P1", {"某p2", "q1", "某q1", "nobody"});
  std::vector<std::string> found;
  for (const Attendable& each : search.found) found.push_back(each.employee + " " + each.unit);
  EXPECT_THAT(found,
              ElementsAre("p2 单位I1-D", "q1 单位I2-D"));  // each once; who has left by number only
  EXPECT_THAT(search.missing, ElementsAre("nobody"));
  EXPECT_FALSE(search.found.front().is_listed);
  session::Session bureau(academy.workplace(), {"p2", "p2", academy::Role::kAcademyAdmin, "A"});
  EXPECT_EQ(refusal_of([&] { find_attendable(bureau, "P1", {"q1"}); }).front().code, "class.role");
  session::Session other = academy.admin_session("q1", "I2");
  EXPECT_EQ(refusal_of([&] { find_attendable(other, "P1", {"q1"}); }).front().code,
            "class.not-found");
}

TEST(View, BeginsWithATemplateOfThisRound) {
  Academy academy;
  {
    database::Database database = academy.open();
    training::Plan plan = plan_at("P1", "I1");
    plan.year = base::Year(2016);
    plan.month = base::YearMonth{plan.year, 12};
    plan.contact = "某人";
    Academy::save<training::Plan>(database, {plan});
  }
  session::Session session = academy.admin_session("p1", "I1");
  save_template(session, "P1", "年末", false);
  base::Fields fields = fields_of_template(session, "年末");
  EXPECT_EQ(base::field_or_empty(fields, "培训时间"), "2017-12");
  EXPECT_EQ(base::field_or_empty(fields, "计划名称"), "仪器培训");
  EXPECT_EQ(base::find_field(fields, "联系人"), nullptr);
  EXPECT_EQ(refusal_of([&] { fields_of_template(session, "没有"); }).front().code,
            "template.not-found");
}

}  // namespace
}  // namespace xueshi::view
