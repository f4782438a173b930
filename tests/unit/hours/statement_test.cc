// One person's hours: what counts, what a cap cuts off, and why.
#include "hours/statement.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "hours/archive.h"
#include "hours/explain.h"
#include "rules_support.h"

namespace xueshi::hours {
namespace {

using base::Hours;
using policy::Policy;
using testing::ElementsAre;
using testing::HasSubstr;

const AccountLine& line_of(const Policy& policy, const Statement& statement, const char* id) {
  return statement.accounts[*policy.find_account(id)];
}

// S2 Q3: ten self-study records of 5 h under a cap of 10 give effective 10, total 50.
TEST(Statement, TheRestStillCountsInTotals) {
  Policy policy = test::load_policy(2017);
  std::vector<LearningRecord> records;
  for (int i = 0; i < 10; ++i)
    records.push_back(test::record("L" + std::to_string(i), "在职自学", "2017-03-01", "5"));
  Statement statement = make_statement(policy, test::learner(policy), records);
  EXPECT_EQ(statement.total(), Hours::of_hours(50));
  EXPECT_EQ(statement.effective(), Hours::of_hours(10));
  EXPECT_EQ(statement.lines[1].counted, Hours::of_hours(5));
  EXPECT_EQ(statement.lines[2].counted, Hours());
  EXPECT_EQ(policy.accounts[*statement.lines[2].cut_by].id, "self_study");
}

// Records are taken in order of start, then source number in byte order; the record on the edge is
// cut, to the second.
TEST(Statement, TheLaterSecondIsCut) {
  Policy policy = test::load_policy(2017);
  Statement statement =
      make_statement(policy, test::learner(policy),
                     {test::record("L9", "在职自学", "2017-03-02", "4"),
                      test::record("L2", "在职自学", "2017-03-01", "3"),
                      test::record("L10", "在职自学", "2017-03-01", "3小时0分1秒"),
                      test::record("L1", "在职自学", "2017-03-02 00:00", "1")});
  std::vector<std::string> order;
  std::vector<std::int64_t> counted;
  for (const RecordLine& line : statement.lines) {
    order.push_back(statement.records[line.record].number);
    counted.push_back(line.counted.seconds());
  }
  EXPECT_THAT(order, ElementsAre("L10", "L2", "L1", "L9"));
  EXPECT_THAT(counted, ElementsAre(10'801, 10'800, 3'600, 10'799));
  EXPECT_TRUE(statement.lines[3].cut_by);
  EXPECT_FALSE(statement.lines[2].cut_by);
}

TEST(Statement, PendingAndRefusedRecordsAreListedAndCountNothing) {
  Policy policy = test::load_policy(2017);
  Statement statement = make_statement(
      policy, test::learner(policy),
      {test::record("L1", "线下培训", "2017-03-01", "50", std::string(place::kPending)),
       test::record("L2", "线下培训", "2017-03-02", "60", std::string(place::kRefused)),
       test::record("L3", "线下培训", "2017-03-03", "8")});
  EXPECT_EQ(statement.records.size(), 3u);
  EXPECT_EQ(statement.total(), Hours::of_hours(8));
  EXPECT_EQ(statement.longest, Hours::of_hours(8));
  EXPECT_EQ(render_reason(policy, statement, 0), "待审核，不计学时");
  EXPECT_EQ(render_reason(policy, statement, 1), "审核未通过，不计学时");
}

TEST(Statement, ASourceOfNoAccountCountsNothingAndSaysSo) {
  Policy policy = test::load_policy(2017);
  Statement statement = make_statement(policy, test::learner(policy),
                                       {test::record("L1", "微课", "2017-03-01", "5")});
  EXPECT_EQ(statement.total(), Hours());
  EXPECT_THAT(render_reason(policy, statement, 0), HasSubstr("没有账户计入 '微课'"));
}

// The longest single training is taken by its own hours, whatever a cap leaves of it.
TEST(Statement, TheLongestIgnoresCaps) {
  policy::Shelf shelf;
  shelf.by_year[2016] = test::real_shelf().by_year[2016];
  shelf.by_year[2017] = {"rules/2017.yaml",
                         "extends: 2016\nsource: 试行\naccounts:\n  external: {cap: 0}\n"};
  Policy policy = test::load_policy(2017, shelf);
  Statement statement = make_statement(policy, test::learner(policy),
                                       {test::record("L1", "线下培训", "2017-03-01", "41")});
  EXPECT_EQ(statement.effective(), Hours());
  EXPECT_EQ(statement.longest, Hours::of_hours(41));
}

TEST(Statement, MetIgnoresExemption) {
  Policy policy = test::load_policy(2017);
  academy::Person person;
  person.hours_required = false;
  Statement none = make_statement(policy, test::learner(policy, person), {});
  EXPECT_FALSE(none.met);
  EXPECT_EQ(none.exempt, "no-requirement");
  Statement all = make_statement(policy, test::learner(policy, person),
                                 {test::record("L1", "线下培训", "2017-03-01", "100")});
  EXPECT_TRUE(all.met);
  EXPECT_EQ(all.exempt, "no-requirement");
}

TEST(Statement, AnEmptyYear) {
  Policy policy = test::load_policy(2021);
  Statement statement = make_statement(policy, test::learner(policy), {});
  EXPECT_FALSE(statement.met);
  EXPECT_EQ(statement.requirement, "staff");
  EXPECT_EQ(line_of(policy, statement, "training").missing(), Hours::of_hours(90));
  EXPECT_EQ(line_of(policy, statement, "online").missing(), Hours::of_hours(50));
}

// A body with accounts, labels and thresholds of its own: nothing in the engine knows a name.
policy::Shelf other_body() {
  policy::Shelf shelf;
  shelf.by_year[2017] = {"rules/2017.yaml", R"(title: 学分登记办法
source: 某医学会〔2017〕3号
accounts:
  credits:   {label: 总学分,   of: [category_1, category_2]}
  category_1: {label: 一类学分, of: [national, regional], cap: 60}
  category_2: {label: 二类学分, takes: [在职自学, 网络学时, 在线学习], cap: 20}
  national:  {label: 国家级项目, takes: [roster, 公派留学], single_training: true}
  regional:  {label: 省级项目,   takes: [线下培训], cap: 30}
requirements:
  - {id: doctors, when: {post: research}, need: {category_1: 40, category_2: 10}}
  - {id: others,  need: {credits: 25}}
exempt: []
backbone:
  quota_percent: 2.5
  quota_rounding: up
  total_hours: {basis: effective, at_least: 50}
  single_training: {at_least: 16}
  window: {from: 12-01, to: 01-15}
summary:
  average_over: required
  labels: {met: 合格人数, required: 应合格人数}
plans:
  edit_year: {annual: 0, added: 0}
  approve_changes: []
  excellence: [无]
  excellent_class: []
  categories: [讲座]
)"};
  return shelf;
}

TEST(OtherNames, AccountsAddUpAndCapsCut) {
  Policy policy = test::load_policy(2017, other_body());
  academy::Person doctor;
  doctor.post = academy::Post::kResearch;
  Statement statement =
      make_statement(policy, test::learner(policy, doctor),
                     {test::record("1", "线下培训", "2017-01-01", "35"),
                      test::record("2", "roster", "2017-02-01", "40"),
                      test::record("3", "在线学习", "2017-03-01", "9小时59分59秒")});
  EXPECT_EQ(statement.requirement, "doctors");
  EXPECT_EQ(line_of(policy, statement, "regional").effective, Hours::of_hours(30));
  EXPECT_EQ(line_of(policy, statement, "category_1").effective, Hours::of_hours(60));
  EXPECT_EQ(statement.lines[1].counted, Hours::of_hours(30)) << "30 of 60 were gone";
  EXPECT_EQ(policy.accounts[*statement.lines[1].cut_by].id, "category_1");
  EXPECT_FALSE(statement.met) << "one second of category 2 is missing";
  EXPECT_EQ(line_of(policy, statement, "category_2").missing(), Hours::of_seconds(1));
}

TEST(OtherNames, AreThoseOfEveryExplanation) {
  Policy policy = test::load_policy(2017, other_body());
  Statement statement = make_statement(policy, test::learner(policy),
                                       {test::record("1", "线下培训", "2017-01-01", "35"),
                                        test::record("2", "在职自学", "2017-02-01", "30")});
  EXPECT_TRUE(statement.met);
  std::string text = explain_sentence(policy, statement);
  EXPECT_THAT(text, HasSubstr("“省级项目”最多计入 30小时"));
  EXPECT_THAT(text, HasSubstr("某医学会〔2017〕3号，rules/2017.yaml:8"));
  EXPECT_THAT(text, HasSubstr("超出的 5小时 只计入总学时"));
  EXPECT_THAT(render_lines(policy, statement),
              ElementsAre("二类学分 30小时", "一类学分 35小时", "总学分 65小时 达标"));
  for (const std::string& each : explain(policy, statement)) {
    EXPECT_THAT(each, testing::Not(HasSubstr("培训学时"))) << each;
    EXPECT_THAT(each, testing::Not(HasSubstr("自学："))) << each;
  }
}

// policy.md §1: what a line of the year does not show is said in words, on the page as here.
// Nothing is carried into the first cycle: 80 + 30, without the 21 of the year.
TEST(Explain, SaysConversionsCyclesAndCarriedHours) {
  policy::Shelf shelf = test::real_shelf();
  shelf.by_year[2024] = {"rules/2024.yaml",
                         "extends: 2020\n"
                         "source: 试行\n"
                         "sources: {论文: {unit: 篇, worth: 40}}\n"
                         "accounts:\n"
                         "  total: {of: [training, online, before]}\n"
                         "  training: {of: [class, external, self_study, study_abroad, papers]}\n"
                         "  papers: {label: 论文, takes: [论文]}\n"
                         "  before: {label: 上年结转, carries: total, at_most: 21}\n"
                         "requirements:\n"
                         "  - id: everyone\n"
                         "    need: [{total: 100}, {over: {years: 3, from: 2024}, total: 300}]\n"};
  Policy policy = test::load_policy(2024, shelf);
  Statement statement = make_statement(policy, test::learner(policy),
                                       {test::record("0", "线下培训", "2023-03-01", "130"),
                                        test::record("1", "论文", "2024-02-01", "2"),
                                        test::record("2", "线下培训", "2024-03-01", "30")});
  EXPECT_THAT(
      explain_further(policy, statement),
      ElementsAre("2024—2026年度 “总学时”：有效学时 110小时，要求 300小时，未到期，还差 190小时",
                  "“上年结转”：上期结转 21小时"));
  for (std::size_t i = 0; i < statement.records.size(); ++i) {
    std::string amount = render_amount(policy, statement.records[i], statement.lines[i]);
    if (statement.records[i].source == "论文") {
      EXPECT_EQ(amount, "2 篇 折合 80小时（依据 试行，rules/2024.yaml:3）");
    } else {
      EXPECT_EQ(amount, render_exact(statement.records[i].length));
    }
  }
  Policy plain = test::load_policy(2020);
  EXPECT_THAT(explain_further(plain, make_statement(plain, test::learner(plain), {})),
              testing::IsEmpty());
}

TEST(Explain, SaysWhatIsMissingAndWhere) {
  Policy policy = test::load_policy(2016);
  Statement statement = make_statement(policy, test::learner(policy),
                                       {test::record("1", "网络学时", "2016-01-01", "60"),
                                        test::record("2", "在职自学", "2016-02-01", "30"),
                                        test::record("3", "线下培训", "2016-03-01", "39")});
  std::string text = explain_sentence(policy, statement);
  EXPECT_THAT(text, HasSubstr("未达标：2016年度总学时 129小时，其中有效学时 99小时"));
  EXPECT_THAT(text, HasSubstr("还差 1小时"));
  EXPECT_THAT(text, HasSubstr("“网络学时”最多计入 50小时"));
  EXPECT_THAT(text, HasSubstr("“在职自学”最多计入 10小时"));
  EXPECT_THAT(render_progress(policy, statement),
              ElementsAre(HasSubstr("再学1小时将达到100小时的目标")));
}

// The year-end uses a tally without reasons: it must say what the explained statement says.
TEST(Tally, EqualsTheStatementOfThousandsOfRandomPeople) {
  const std::vector<std::string> sources = {"roster",   "线下培训", "在职自学", "公派留学",
                                            "在线学习", "网络学时", "微课"};
  std::vector<Policy> policies = {test::load_policy(2016), test::load_policy(2022),
                                  test::load_policy(2017, other_body())};
  std::mt19937 random(20171231);
  auto pick = [&](std::size_t count) { return static_cast<std::size_t>(random() % count); };
  for (int i = 0; i < 6000; ++i) {
    const Policy& policy = policies[pick(policies.size())];
    academy::Person person;
    person.division_level = pick(3) == 0;
    person.hours_required = pick(5) != 0;
    if (pick(4) == 0) person.employment.hired = base::parse_date("2017-07-01");
    if (pick(2) == 0) person.post = academy::Post::kResearch;
    std::vector<LearningRecord> records;
    for (std::size_t count = pick(30); count > 0; --count) {
      LearningRecord one = test::record("L" + std::to_string(pick(500)), sources[pick(7)],
                                        "2017-0" + std::to_string(1 + pick(9)) + "-15", "0");
      one.length =
          Hours::of_seconds(static_cast<std::int64_t>(pick(4) == 0 ? pick(4) : pick(90'000)));
      if (pick(6) == 0) one.status = place::kPending;
      one.year = policy.year;
      records.push_back(one);
    }
    Statement statement = make_statement(policy, test::learner(policy, person), records);
    Tally tally = make_tally(policy, test::learner(policy, person), test::sums_of(records));
    ASSERT_EQ(statement.met, tally.met);
    ASSERT_EQ(statement.exempt, tally.exempt);
    ASSERT_EQ(statement.longest, tally.longest);
    Hours counted;
    for (const RecordLine& line : statement.lines) counted += line.counted;
    ASSERT_EQ(counted, statement.effective()) << "the counted seconds add up to the root's";
    for (std::size_t a = 0; a < tally.accounts.size(); ++a) {
      ASSERT_EQ(statement.accounts[a].total, tally.accounts[a].total);
      ASSERT_EQ(statement.accounts[a].effective, tally.accounts[a].effective);
      ASSERT_EQ(statement.accounts[a].need, tally.accounts[a].need);
      ASSERT_EQ(statement.accounts[a].met, tally.accounts[a].met);
    }
  }
}

// The order in which records come from the database changes nothing.
TEST(Statement, DoesNotDependOnTheOrderGiven) {
  Policy policy = test::load_policy(2017);
  std::vector<LearningRecord> records;
  for (int i = 0; i < 20; ++i) {
    records.push_back(test::record("L" + std::to_string(i), i % 2 == 0 ? "在职自学" : "网络学时",
                                   "2017-03-0" + std::to_string(1 + i % 3), std::to_string(1 + i)));
  }
  Statement first = make_statement(policy, test::learner(policy), records);
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    std::shuffle(records.begin(), records.end(), random);
    Statement again = make_statement(policy, test::learner(policy), records);
    for (std::size_t i = 0; i < records.size(); ++i) {
      ASSERT_EQ(again.records[i].number, first.records[i].number);
      ASSERT_EQ(again.lines[i].counted, first.lines[i].counted);
    }
  }
}

}  // namespace
}  // namespace xueshi::hours
