#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "base/text.h"
#include "intake/quick.h"
#include "intake/read.h"
#include "rules.h"

namespace xueshi::intake {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class IntakeTest : public testing::Test {
 protected:
  IntakeTest()
      : file_(std::filesystem::temp_directory_path() /
              fmt::format("xueshi-intake-{}-{}.csv", ::getpid(),
                          testing::UnitTest::GetInstance()->current_test_info()->name())) {}
  ~IntakeTest() override { std::filesystem::remove(file_); }

  // The values of a csv; `read` is read_people or one of its kind.
  template <typename T, typename Read>
  std::vector<T> values(const std::string& text, Read read) {
    findings_ = base::Findings();
    rows_.clear();
    std::ofstream(file_, std::ios::binary) << text;
    std::unique_ptr<sheet::Reader> reader = sheet::open(file_.string(), findings_);
    std::vector<T> read_values;
    OnRow<T> keep = [&](const T& value, const RowPlace& place) {
      read_values.push_back(value);
      rows_.push_back(place.row);
    };
    layout_ = read(*reader, rules_, findings_, keep);
    return read_values;
  }
  template <typename T, typename Read>
  T value(const std::string& text, Read read) {
    std::vector<T> all = values<T>(text, read);
    EXPECT_EQ(all.size(), 1u);
    EXPECT_THAT(found(), IsEmpty());
    return all.empty() ? T() : all.front();
  }

  std::vector<std::string> found() const {
    std::vector<std::string> lines;
    for (const base::Finding& finding : findings_.kept()) {
      lines.push_back(
          fmt::format("{}:{} {}", finding.place.line, finding.place.column, finding.code));
    }
    return lines;
  }

  std::filesystem::path file_;
  Rules rules_ = test::make_rules();
  base::Findings findings_;
  std::vector<int> rows_;
  std::optional<Layout> layout_;
};

base::LocalTime at(std::string_view text) { return *base::parse_local_time(text); }

TEST(Kinds, StemsAndOrder) {
  EXPECT_EQ(find_kind("people"), Kind::kPeople);
  EXPECT_EQ(find_kind("people-错误"), Kind::kPeople);
  for (const char* copy :
       {"People", "PEOPLE", "people (1)", "people(12)", "people（2）", "people - 副本",
        "people - 副本 (2)", "people copy", "people-错误 (1)", "Ｐeople"}) {
    EXPECT_EQ(find_kind(copy), Kind::kPeople) << copy;
  }
  for (const char* other : {"", "(1)", "people (a)", "peoples", "mypeople", "people 2017", "副本"})
    EXPECT_EQ(find_kind(other), std::nullopt) << other;
  EXPECT_EQ(find_kind("-错误"), std::nullopt);
  for (const char* skipped :
       {"Thumbs.db", "desktop.ini", "~$people.xlsx", ".people.csv", "README.md"})
    EXPECT_TRUE(is_left_over(skipped)) << skipped;
  EXPECT_FALSE(is_left_over("people.csv"));
  EXPECT_TRUE(is_error_copy("people-错误"));
  EXPECT_EQ(kinds_in_order().size(), 10u);
  std::string all;
  for (Kind kind : kinds_in_order()) {
    EXPECT_EQ(find_kind(stem(kind)), kind);
    all += (all.empty() ? "" : "、") + std::string(stem(kind));
  }
  EXPECT_EQ(all, kinds_as_text());
}

// Kind by kind: how many headings, and how many of them must be there.
TEST(Headings, AsInTheContract) {
  auto count = [](Kind kind) {
    int required = 0;
    for (const Heading& heading : headings(kind)) required += heading.required ? 1 : 0;
    return std::pair<int, int>(headings(kind).size(), required);
  };
  EXPECT_EQ(count(Kind::kOrgs), std::pair(4, 3));
  EXPECT_EQ(count(Kind::kPeople), std::pair(10, 3));
  EXPECT_EQ(count(Kind::kRoles), std::pair(6, 3));
  EXPECT_EQ(count(Kind::kHeadcounts), std::pair(3, 3));
  EXPECT_EQ(count(Kind::kAbsences), std::pair(4, 4));
  EXPECT_EQ(count(Kind::kPlans), std::pair(24, 12));
  EXPECT_EQ(count(Kind::kClasses), std::pair(40, 14));
  EXPECT_EQ(count(Kind::kAttendees), std::pair(3, 2));
  EXPECT_EQ(count(Kind::kLearning), std::pair(10, 8));
  EXPECT_EQ(count(Kind::kExams), std::pair(5, 5));
}

// What a policy may ask for before a class is carried out: every column that a file may leave
// empty, but the plan and what is written afterwards.
TEST(Headings, OfClassesAreKnownToThePolicy) {
  std::vector<std::string> optional;
  for (const Heading& heading : headings(Kind::kClasses)) {
    if (!heading.required && heading.name != "计划编号" && heading.name != "培训成效")
      optional.emplace_back(heading.name);
  }
  EXPECT_THAT(policy::class_headings(), testing::UnorderedElementsAreArray(optional));
}

TEST(Headings, FitTheLayout) {
  for (Kind kind : kinds_in_order()) {
    EXPECT_LE(headings(kind).size(), kMostSlots);
    std::set<std::string_view> names;
    for (const Heading& heading : headings(kind)) {
      EXPECT_TRUE(names.insert(heading.name).second) << heading.name;
      EXPECT_EQ(base::to_half_width(heading.name), heading.name);
    }
    EXPECT_EQ(headings(kind).front().example, kExampleMark);
  }
  EXPECT_THAT(choices_of(headings(Kind::kOrgs)[3]), ElementsAre("院", "分院", "研究所", "部门"));
}

TEST_F(IntakeTest, Orgs) {
  auto orgs = values<academy::Org>(
      "机构编码,机构名称,上级机构编码,级别\nA,某院,,院\nA01,一所,A,研究所\n", read_orgs);
  EXPECT_THAT(orgs, ElementsAre(academy::Org{"A", "某院", "", academy::OrgLevel::kAcademy},
                                academy::Org{"A01", "一所", "A", academy::OrgLevel::kInstitute}));
  EXPECT_THAT(rows_, ElementsAre(2, 3));
}

TEST_F(IntakeTest, PersonWithEverything) {
  using namespace std::chrono_literals;
  auto person = value<academy::Person>(
      "员工编号,姓名,登录名,机构编码,岗位类别,是否处级及以上,入职时间,离职时间,是否有学时要求,"
      "邮箱\n"
      "1001,张某,zhang,A01,管理,是,2015-07-01,2017/9/30,否,z@example.org\n",
      read_people);
  EXPECT_EQ(person, (academy::Person{"1001",
                                     "张某",
                                     "zhang",
                                     "A01",
                                     academy::Post::kManagement,
                                     true,
                                     {2015y / 7 / 1, 2017y / 9 / 30, {}},
                                     false,
                                     "z@example.org"}));
}

// However far down the sheet begins.
TEST_F(IntakeTest, EmptyRowsAboveTheHeadings) {
  auto person = value<academy::Person>(
      std::string(30, '\n') + "员工编号,姓名,机构编码\n1001,张某,A01\n", read_people);
  EXPECT_EQ(person.name, "张某");
}

// Everyone is in unless marked; the login is the employee number where none is given.
TEST_F(IntakeTest, PersonWithTheLeast) {
  auto person = value<academy::Person>("员工编号,姓名,机构编码\n1001,张某,A01\n", read_people);
  EXPECT_EQ(person.login, "1001");
  EXPECT_TRUE(person.hours_required);
  EXPECT_FALSE(person.division_level);
  EXPECT_FALSE(person.post || person.employment.hired || person.employment.left);
}

TEST_F(IntakeTest, RolesAcceptTheOtherNamesOfTheInstituteAdministrator) {
  auto grants = values<academy::RoleGrant>(
      "员工编号,角色,机构编码\n1,所级管理员,A\n2,院所管理员,A\n3,研究所管理员,A\n4,院管理员,A\n5,"
      "学员,A\n",
      read_roles);
  ASSERT_EQ(grants.size(), 4u);
  EXPECT_EQ(grants[1].role, academy::Role::kInstituteAdmin);
  EXPECT_EQ(grants[2].role, academy::Role::kInstituteAdmin);
  EXPECT_EQ(grants[3].role, academy::Role::kAcademyAdmin);
  EXPECT_THAT(found(), ElementsAre("6:2 intake.choice"));
}

TEST_F(IntakeTest, PlanWithEverything) {
  auto plan = value<training::Plan>(
      "计划编号,年度,计划类型,培训计划类型,计划名称,机构编码,培训类别,培训时间,学时,天数,"
      "计划参加人数,"
      "所需经费（万元）,主办单位,培训地点,详细地址,联系人,联系人电话,是否申请院经费支持,是否精品,"
      "资助材料,"
      "是否申请专项技术支持,审批情况,发布状态,撤销说明\n"
      "P1,2017,其他计划,年度计划,管理班,A01,学术会议,2017-03,16,2.5,60,3.600001,人事处,外埠,某路,"
      "李某,010,"
      "是,是,见附件,否,审批通过,未发布,\"没有\r\n经费\"\n",
      read_plans);
  EXPECT_EQ(plan.form, training::PlanForm::kOther);
  EXPECT_EQ(plan.month, (base::YearMonth{base::Year(2017), 3}));
  EXPECT_EQ(plan.hours, base::Hours::of_hours(16));
  EXPECT_EQ(plan.days_millis, 2500);
  EXPECT_EQ(plan.headcount, 60);
  EXPECT_EQ(plan.budget, base::Money::of_fen(3'600'001));
  EXPECT_TRUE(plan.funding_requested && !plan.technical_support);
  EXPECT_EQ(plan.excellence, "是");
  EXPECT_EQ(plan.review, training::place::kApproved);
  EXPECT_EQ(plan.publication, training::place::kUnpublished);
  EXPECT_EQ(plan.withdrawal, training::place::kWithdrawn);
  EXPECT_EQ(plan.withdrawal_reason, "没有\n经费");
}

// No 审批情况 is a draft, no 是否精品 the policy's first word.
TEST_F(IntakeTest, PlanWithTheLeast) {
  auto plan = value<training::Plan>(
      "计划编号,年度,计划类型,培训计划类型,计划名称,机构编码,培训类别,培训时间,学时,天数,"
      "计划参加人数,所需经费(万元)\n"
      "P1,2017,项目计划,新增计划,管理班,A01,学术会议,2017-03-01,4,1,60,0\n",
      read_plans);
  EXPECT_EQ(plan.kind, training::PlanKind::kAdded);
  EXPECT_EQ(plan.month, (base::YearMonth{base::Year(2017), 3}));
  EXPECT_EQ(plan.review, training::place::kDraft);
  EXPECT_EQ(plan.excellence, "否");
  EXPECT_EQ(plan.withdrawal, training::place::kStanding);
}

TEST_F(IntakeTest, ClassWithItsOptionalColumns) {
  auto one = value<training::TrainingClass>(
      "培训编号,计划编号,培训名称,机构编码,培训年度,培训类别,培训开始时间,培训结束时间,学时,天数,"
      "计划参加人数,"
      "工作人员数,所需经费(万元),是否精品,具体地点,培训对象,培训目的,培训内容,实施状态,培训成效,"
      "联系人,联系电话,"
      "科研岗人数,管理岗人数,支撑岗人数,院外参训人数,列支渠道,培训地点,是否分院展示,适用岗位,"
      "培训关键词,备注,"
      "培训方式,主办单位,联系人Email,培训公开范围,是否允许报名,报名是否需要审批,报名开始时间,"
      "报名结束时间\n"
      "C1,P1,管理班,A01,2017,其他培训,2017-03-06 09:00,2017-03-07 "
      "17:00,16,2,60,4,3.6,是,一楼,骨干,目的,内容,"
      "已实施,很好,李某,010,50,8,,2,渠道,本地,否,科研,词,注,面授,人事处,l@e.org,全院公开,是,否,"
      "2017-02-01,2017-02-20\n",
      read_classes);
  EXPECT_EQ(one.plan, "P1");
  EXPECT_EQ(one.start, at("2017-03-06 09:00"));
  EXPECT_TRUE(one.excellent);
  EXPECT_TRUE(one.carried_out());
  EXPECT_EQ(one.research_count, 50);
  EXPECT_EQ(one.support_count, std::nullopt);
  EXPECT_EQ(one.outside_count, 2);
  EXPECT_EQ(one.visibility, "全院公开");
  EXPECT_EQ(one.email, "l@e.org");
  EXPECT_EQ(one.enrolment_to, at("2017-02-20"));
  EXPECT_EQ(one.phone, "010");
}

TEST_F(IntakeTest, AttendeesHeadcountsAndExams) {
  auto attendees = values<training::Attendee>("培训编号,员工编号,学时\nC1,1,\nC1,2,3小时10分53秒\n",
                                              read_attendees);
  EXPECT_THAT(attendees,
              ElementsAre(training::Attendee{"C1", "1", std::nullopt, true},
                          training::Attendee{"C1", "2", base::Hours::of_seconds(11453), true}));
  EXPECT_EQ(value<Headcount>("机构编码,年度,单位在职总人数\nA01,2017,457\n", read_headcounts),
            (Headcount{"A01", base::Year(2017), 457}));
  EXPECT_EQ(value<hours::Exam>("来源编号,员工编号,年度,考试名称,是否合格\nE1,1,2017,保密,是\n",
                               read_exams),
            (hours::Exam{"E1", "1", base::Year(2017), "保密", true}));
}

constexpr std::string_view kLearning =
    "来源编号,员工编号,年度,类别,培训名称,主办单位,开始时间,结束时间,学时,审核状态\n";

TEST_F(IntakeTest, LearningRecord) {
  auto record = value<hours::LearningRecord>(
      std::string(kLearning) +
          "L1,1001,2017,线下培训,数据,某大学,2017-05-08 09:00,2017-05-09,12.5,待审核\n",
      read_learning);
  EXPECT_EQ(record.start, at("2017-05-08 09:00"));
  EXPECT_EQ(record.end, at("2017-05-09"));
  EXPECT_EQ(record.length, base::Hours::of_seconds(45000));
  EXPECT_EQ(record.status, hours::place::kPending);
}

// Start = end is legal, and an end that is a day only is that whole day.
TEST_F(IntakeTest, LearningPeriods) {
  auto records = values<hours::LearningRecord>(
      std::string(kLearning) +
          "1,1,2017,线下培训,题,,2017-05-08 09:00,2017-05-08,24,审核通过\n"
          "2,1,2017,线下培训,题,,2017-05-08,2017-05-08,24.01,审核通过\n"
          "3,1,2017,线下培训,题,,2017-05-08,,24.01,审核通过\n"
          "4,1,2017,线下培训,题,,2017-12-31,2018-01-01,4,审核通过\n"
          "5,1,2018,线下培训,题,,2016-12-31,,4,审核通过\n",
      read_learning);
  EXPECT_THAT(rows_, ElementsAre(2, 4, 5, 6));
  EXPECT_THAT(found(),
              ElementsAre("3:9 intake.hours-per-day", "4:9 intake.hours-per-day",
                          "5:7 intake.future", "5:8 intake.future", "6:3 intake.outside-year"));
  EXPECT_EQ(findings_.errors(), 1u);
}

// All findings of a row at once, at its true line behind a quoted line break; a row with one is not
// handed over.
TEST_F(IntakeTest, AllFindingsOfARowWithTheirPlaces) {
  auto records =
      values<hours::LearningRecord>(std::string(kLearning) +
                                        "1,1,2017,线下培训,\"题\n目\",,2017-05-08,,4,审核通过\n"
                                        ",1,20x7,线下,题,,2017-02-30,2017-02-28,x,通过\n"
                                        "3,1,2015,线下培训,题,,2015-05-08,,4,审核通过\n",
                                    read_learning);
  EXPECT_THAT(records, IsEmpty());
  EXPECT_THAT(found(), ElementsAre("2:5 intake.control-character", "4:1 intake.empty",
                                   "4:3 intake.year", "4:7 intake.date", "4:9 intake.hours",
                                   "4:10 intake.choice", "5:3 intake.no-policy"));
}

TEST_F(IntakeTest, FullWidthDigitsSignsAndHeadings) {
  auto record = value<hours::LearningRecord>(
      " 来源编号 "
      ",员工编号,年度,类别（线下培训/网络学时）,培训名称,开始时间(YYYY-MM-DD),学时,审核状态\n"
      "1,1,２０１７,线下培训,题,2017-05-08 09：30,３,审核通过\n",
      read_learning);
  EXPECT_EQ(record.year, base::Year(2017));
  EXPECT_EQ(record.start, at("2017-05-08 09:30"));
  EXPECT_EQ(record.length, base::Hours::of_hours(3));
}

// Columns in any order, 错误信息 ignored, rows that are empty or marked 示例 skipped.
TEST_F(IntakeTest, LayoutOfTheFile) {
  auto people = values<academy::Person>(
      ",,,\n错误信息,机构编码,员工编号,姓名,\n,示例机构,示例,李某,\n , 　,,\n坏,A01,1001, "
      "张某　,\n",
      read_people);
  ASSERT_EQ(people.size(), 1u);  // 示例机构 stands in the first column that has a heading
  EXPECT_EQ(people[0].name, "张某");
}

// Only what the template has as its key: a title may well start with the word.
TEST_F(IntakeTest, ExampleRowsAreSkipped) {
  auto people = values<academy::Person>(
      "姓名,员工编号,机构编码\n,示例,\n李某,示例1,x\n示例王某,1,A\n", read_people);
  EXPECT_THAT(rows_, ElementsAre(3, 4));
  EXPECT_TRUE(findings_.empty());
}

// However it was typed, one number: never a second person beside the first.
TEST_F(IntakeTest, KeysAreFolded) {
  auto people = values<academy::Person>(
      "员工编号,姓名,机构编码\n１１００３４,张某,A\n110035\u200b,张某,A\n'00123,张某,A\n"
      "\"=\"\"00124\"\"\",张某,A\n\u2018007,张某,A\nA-1,张某,Ｉ００１\n",
      read_people);
  std::vector<std::string> keys;
  for (const academy::Person& person : people) keys.push_back(person.employee + "@" + person.org);
  EXPECT_THAT(keys, ElementsAre("110034@A", "110035@A", "00123@A", "00124@A", "007@A", "A-1@I001"));
  EXPECT_THAT(found(), ElementsAre("2:1 intake.folded", "3:1 intake.folded", "4:1 intake.folded",
                                   "5:1 intake.folded", "6:1 intake.folded", "7:3 intake.folded"));
  EXPECT_TRUE(findings_.ok());
}

TEST_F(IntakeTest, WhatIsNoKeyIsRefused) {
  for (const char* key : {"\"990,001\"", "2.02105E+17", "1.10101E+17", "110034.0", "110034.5",
                          "TRUE", "false", "2021/3/5", "2021-03-05", "\u200b", "'"}) {
    EXPECT_THAT(values<academy::Person>(fmt::format("员工编号,姓名,机构编码\n{},张某,A\n", key),
                                        read_people),
                IsEmpty())
        << key;
    EXPECT_EQ(findings_.errors(), 1u) << key;
  }
  // Of things other than people, what people number so.
  for (const char* key : {"2017.1", "2017-03-01", "E+1", "1E5", "P,1", "2017/3"}) {
    values<hours::LearningRecord>(
        std::string(kLearning) +
            fmt::format("\"{}\",1,2017,线下培训,题,,2017-05-08,,4,审核通过\n", key),
        read_learning);
    EXPECT_TRUE(findings_.ok()) << key;
  }
}

TEST_F(IntakeTest, NamesLoseWhatNobodySees) {
  auto people = values<academy::Person>(
      "员工编号,姓名,机构编码\n1,\u200b张\u00ad某\u200f,A\n2,葛\U000E0100,A\n3,1.2E+17,A\n",
      read_people);
  ASSERT_EQ(people.size(), 2u);
  EXPECT_EQ(people[0].name, "张某");
  EXPECT_EQ(people[1].name, "葛\U000E0100");  // says which form of the character is meant
  EXPECT_THAT(found(), ElementsAre("2:2 intake.folded", "4:2 intake.long-number"));
}

TEST_F(IntakeTest, HoursAsPeopleWriteThem) {
  auto hours = [&](std::string_view text) {
    auto records = values<hours::LearningRecord>(
        std::string(kLearning) +
            fmt::format("1,1,2017,线下培训,题,,2017-05-08,2017-05-20,{},审核通过\n", text),
        read_learning);
    return records.empty() ? std::string("-") : base::render_exact(records[0].length);
  };
  EXPECT_EQ(hours("27:30"), "27小时30分");
  EXPECT_EQ(hours("27:30:00"), "27小时30分");
  EXPECT_EQ(hours("0:00:05"), "0小时0分5秒");
  EXPECT_EQ(hours("12.5小时"), "12小时30分");
  EXPECT_EQ(hours("8 学时"), "8小时");
  EXPECT_EQ(hours("90分钟"), "1小时30分");
  EXPECT_EQ(hours("1小时90分钟"), "-");
  EXPECT_EQ(hours("1小时30分钟"), "1小时30分");
  EXPECT_EQ(hours("27:60"), "-");
  EXPECT_EQ(hours("27:3:0:1"), "-");
  EXPECT_EQ(hours(":30"), "-");
  EXPECT_EQ(hours("09:00 AM"), "-");
  EXPECT_EQ(hours("85%"), "-");
  EXPECT_EQ(hours("8课时"), "-");  // of 45 minutes, or of 60?
}

// Units behind a number are those of the heading, or it is refused.
TEST_F(IntakeTest, NumbersWithUnits) {
  auto counts = [&](std::string_view text) {
    auto rows = values<Headcount>(
        fmt::format("机构编码,年度,单位在职总人数\nA,2017年,\"{}\"\n", text), read_headcounts);
    return rows.empty() ? -1 : rows[0].count;
  };
  EXPECT_EQ(counts("457人"), 457);
  EXPECT_EQ(counts("1,457"), 1457);
  EXPECT_EQ(counts("１，４５７ 名"), 1457);
  EXPECT_EQ(counts("1,45"), -1);
  EXPECT_EQ(counts(",457"), -1);
  EXPECT_EQ(counts("14,57"), -1);
  EXPECT_EQ(counts("457.0"), -1);
  EXPECT_EQ(counts("457元"), -1);
}

TEST_F(IntakeTest, PlacesCanBeMadeLater) {
  values<academy::Person>("姓名,员工编号,机构编码\n张某,1,A\n", read_people);
  ASSERT_TRUE(layout_);
  EXPECT_EQ(layout_->place(7, "员工编号").column, 2);
  EXPECT_EQ(layout_->place(7, "邮箱").column, 1);
  EXPECT_EQ(layout_->place(7, "员工编号").line, 7);
  EXPECT_EQ(layout_->kind(), Kind::kPeople);
}

TEST_F(IntakeTest, WrongHeadingsStopTheFile) {
  EXPECT_THAT(values<academy::Person>("员工编号,姓各,机构编码,\n1,张某,A,\n", read_people),
              IsEmpty());
  EXPECT_FALSE(layout_);
  EXPECT_THAT(found(), ElementsAre("1:2 intake.unknown-heading"));
}

// What policies ask for: a column that is not there says nothing, an empty cell empties.
TEST_F(IntakeTest, FurtherColumns) {
  using Facts = std::map<std::string, std::string>;
  auto facts = [&](const std::string& text) {
    return value<academy::Person>(text, read_people).facts;
  };
  EXPECT_EQ(facts("员工编号,姓名,机构编码\n1,张,A\n"), Facts());
  EXPECT_EQ(facts("员工编号,姓名,机构编码,注册年度,双注册,★ 技 术 等 级\n1,张,A,２０２０年,是,\n"),
            (Facts{{"注册年度", "2020"}, {"双注册", "是"}, {"技术等级", ""}}));
  // Two policies declare it, each in its own way.
  EXPECT_EQ(facts("员工编号,姓名,机构编码,等次\n1,张,A,乙\n"), (Facts{{"等次", "乙"}}));
  EXPECT_EQ(facts("员工编号,姓名,机构编码,等次\n1,张,A,2019\n"), (Facts{{"等次", "2019"}}));
  hours::LearningRecord record = value<hours::LearningRecord>(
      "来源编号,员工编号,年度,类别,培训名称,开始时间,学时,审核状态,成果编号,作者排序\n"
      "L1,1,2017,线下培训,文,2017-05-08,2,审核通过,W1,第2\n",
      read_learning);
  EXPECT_EQ(std::pair(record.work, record.author), std::pair(std::string("W1"), std::int64_t{2}));
}

// The example of every heading is a value that imports without a finding.
TEST_F(IntakeTest, ExamplesAreValid) {
  auto text = [](Kind kind) {
    std::string names;
    std::string row;
    for (const Heading& heading : headings(kind)) {
      names += (names.empty() ? "" : ",") + std::string(heading.name);
      std::string example(heading.example);
      if (heading.name == "培训类别") example = "其他培训";  // the rules name those
      if (heading.name == "类别") example = "线下培训";
      row += row.empty() ? "X1" : "," + example;
    }
    return names + "\n" + row + "\n";
  };
  value<academy::Org>(text(Kind::kOrgs), read_orgs);
  value<academy::Person>(text(Kind::kPeople), read_people);
  value<academy::RoleGrant>(text(Kind::kRoles), read_roles);
  value<Headcount>(text(Kind::kHeadcounts), read_headcounts);
  value<AbsenceRow>(text(Kind::kAbsences), read_absences);
  value<training::Plan>(text(Kind::kPlans), read_plans);
  value<training::TrainingClass>(text(Kind::kClasses), read_classes);
  value<training::Attendee>(text(Kind::kAttendees), read_attendees);
  value<hours::LearningRecord>(text(Kind::kLearning), read_learning);
  value<hours::Exam>(text(Kind::kExams), read_exams);
}

// Labels of drop-down lists are the labels that the pure rooms know.
TEST(Headings, ChoicesAreKnown) {
  for (std::string_view word : choices_of(headings(Kind::kOrgs)[3]))
    EXPECT_TRUE(academy::parse_org_level(word));
  for (std::string_view word : choices_of(headings(Kind::kPeople)[4]))
    EXPECT_TRUE(academy::parse_post(word));
  for (std::string_view word : choices_of(headings(Kind::kRoles)[1]))
    EXPECT_TRUE(academy::parse_role(word));
  for (std::string_view name : {"审批情况", "发布状态"}) {
    const Heading& heading = headings(Kind::kPlans)[slot_of(Kind::kPlans, name)];
    for (std::string_view word : choices_of(heading))
      EXPECT_TRUE(training::parse_place_label(word)) << word;
  }
  for (std::string_view word :
       choices_of(headings(Kind::kClasses)[slot_of(Kind::kClasses, "实施状态")])) {
    EXPECT_TRUE(training::parse_place_label(word)) << word;
  }
  for (std::string_view word : choices_of(headings(Kind::kLearning)[9])) {
    EXPECT_TRUE(hours::parse_review_label(word)) << word;
  }
}

// quick::parse_… agrees with base::parse_… on whatever it is given.
TEST(Quick, AgreesWithBase) {
  for (std::string_view text : {"2017",
                                "0999",
                                "3000",
                                "1900",
                                "2999",
                                "17",
                                "201a",
                                " 2017",
                                "2017 ",
                                "",
                                "-017",
                                "2017-05-08",
                                "2017-02-29",
                                "2016-02-29",
                                "2017-13-01",
                                "2017-00-10",
                                "2017-05-08 09:00",
                                "2017-05-08 24:00",
                                "2017-05-08T09:00",
                                "2017-05-08 9:00",
                                "2017/05/08",
                                "2017-5-8",
                                "2017-05-08 09:60",
                                "1899-01-01",
                                "2017-05-08 09:00:00",
                                "+017-05-08",
                                "4",
                                "4.25",
                                "4.255",
                                "4.",
                                ".5",
                                "-4",
                                "0",
                                "0.00",
                                "1234567",
                                "3小时",
                                "3小时10分53秒",
                                "3小时60分",
                                "12.5 ",
                                "1e3",
                                "999999.99",
                                "4,5",
                                "00004"}) {
    EXPECT_EQ(quick::parse_year(text), base::parse_year(text)) << text;
    EXPECT_EQ(quick::parse_hours(text), base::parse_hours(text)) << text;
    auto fast = quick::parse_local_time(text);
    auto slow = base::parse_local_time(text);
    EXPECT_EQ(fast, slow) << text;
    EXPECT_EQ(fast && fast->has_time, slow && slow->has_time) << text;
  }
}

}  // namespace
}  // namespace xueshi::intake
