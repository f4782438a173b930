#include "intake/one_row.h"

#include "base/fields.h"
#include "base/number.h"
#include "intake/headings.h"

namespace xueshi::intake {

namespace {

const char* yes_no(bool value) { return value ? "是" : "否"; }
std::string days(std::int64_t millis) { return base::render_decimal(millis, 3); }

std::string day(const std::optional<base::Date>& date) { return date ? base::render(*date) : ""; }

std::string time(const std::optional<base::LocalTime>& time) {
  return time ? base::render_as_written(*time) : "";
}

std::string count(const std::optional<std::int64_t>& value) {
  return value ? std::to_string(*value) : "";
}

// The headings and below them the one row.
class OneRowReader : public sheet::Reader {
 public:
  explicit OneRowReader(const base::Fields& row) : Reader({"", ""}) {
    headings_.number = 1;
    values_.number = 2;
    int column = 0;
    for (const auto& [heading, text] : row) {
      ++column;
      headings_.cells.push_back({column, heading});
      values_.cells.push_back({column, text});
    }
  }

  const sheet::Row* next() override {
    ++given_;
    if (given_ == 1) return &headings_;
    return given_ == 2 ? &values_ : nullptr;
  }
  std::int64_t done() const override { return given_; }
  std::int64_t size() const override { return 2; }

 private:
  sheet::Row headings_, values_;
  int given_ = 0;
};

// `read` is one of read_plans, read_classes, …
template <typename Value, typename Read>
std::optional<Value> parse_row(const base::Fields& row, const Rules& rules, Read read,
                               std::vector<CellProblem>& problems) {
  OneRowReader reader(row);
  base::Findings findings;
  std::optional<Value> value;
  read(reader, rules, findings,
       [&](const Value& read_value, const RowPlace&) { value = read_value; });
  for (const base::Finding& finding : findings.kept()) {
    auto column = static_cast<std::size_t>(finding.place.column);
    std::string heading = column >= 1 && column <= row.size() ? row[column - 1].first : "";
    problems.push_back(
        {heading, finding.code, finding.message, finding.severity == base::Severity::kWarning});
  }
  return value;
}

// Whose row it is, is settled: the number stays as it is kept, also where a file's would be folded.
template <typename Value>
std::optional<Value> with_number(std::optional<Value> value, Kind kind, const base::Fields& row,
                                 std::string Value::*number) {
  for (const auto& [heading, text] : row) {
    if (value && heading == headings(kind)[kKeySlot].name) (*value).*number = text;
  }
  return value;
}

}  // namespace

base::Fields render_row(const training::Plan& plan) {
  return {{"计划编号", plan.number},
          {"年度", std::to_string(plan.year.value())},
          {"计划类型", std::string(training::label(plan.form))},
          {"培训计划类型", std::string(training::label(plan.kind))},
          {"计划名称", plan.title},
          {"机构编码", plan.org},
          {"培训类别", plan.category},
          {"培训时间", training::render_month(plan)},
          {"学时", base::render_exact(plan.hours)},
          {"天数", days(plan.days_millis)},
          {"计划参加人数", std::to_string(plan.headcount)},
          {"所需经费(万元)", plan.budget_given ? base::render_wan(plan.budget) : ""},
          {"主办单位", plan.organiser},
          {"培训地点", plan.place_kind},
          {"详细地址", plan.address},
          {"联系人", plan.contact},
          {"联系人电话", plan.phone},
          {"是否申请院经费支持", yes_no(plan.funding_requested)},
          {"是否精品", plan.excellence},
          {"资助材料", plan.material},
          {"是否申请专项技术支持", yes_no(plan.technical_support)}};
}

base::Fields render_row(const training::TrainingClass& one) {
  return {{"培训编号", one.number},
          {"培训名称", one.title},
          {"机构编码", one.org},
          {"培训年度", std::to_string(one.year.value())},
          {"培训类别", one.category},
          {"培训开始时间", base::render_as_written(one.start)},
          {"培训结束时间", base::render_as_written(one.end)},
          {"学时", base::render_exact(one.hours)},
          {"天数", days(one.days_millis)},
          {"计划参加人数", std::to_string(one.headcount)},
          {"工作人员数", std::to_string(one.staff_count)},
          {"所需经费(万元)", base::render_wan(one.budget)},
          {"是否精品", yes_no(one.excellent)},
          {"具体地点", one.venue},
          {"培训对象", one.audience},
          {"培训目的", one.goal},
          {"培训内容", one.content},
          {"实施状态", one.carried_out() ? "已实施" : "未实施"},
          {"培训成效", one.outcome},
          {"联系人", one.contact},
          {"联系电话", one.phone},
          {"科研岗人数", count(one.research_count)},
          {"管理岗人数", count(one.management_count)},
          {"支撑岗人数", count(one.support_count)},
          {"院外参训人数", count(one.outside_count)},
          {"列支渠道", one.funding_channel},
          {"培训地点", one.place_kind},
          {"是否分院展示", one.shown_at_branch},
          {"适用岗位", one.posts},
          {"培训关键词", one.keywords},
          {"备注", one.remark},
          {"培训方式", one.mode},
          {"主办单位", one.organiser},
          {"联系人Email", one.email},
          {"培训公开范围", one.visibility},
          {"是否允许报名", one.enrolment_open},
          {"报名是否需要审批", one.enrolment_reviewed},
          {"报名开始时间", time(one.enrolment_from)},
          {"报名结束时间", time(one.enrolment_to)}};
}

base::Fields render_row(const hours::LearningRecord& record, const Further* further) {
  base::Fields row = {{"来源编号", record.number},
                      {"员工编号", record.employee},
                      {"年度", std::to_string(record.year.value())},
                      {"类别", record.source},
                      {"培训名称", record.title},
                      {"主办单位", record.organiser},
                      {"开始时间", base::render_as_written(record.start)},
                      {"结束时间", time(record.end)},
                      {"学时", base::render_exact(record.length)},
                      {"审核状态", "审核通过"}};
  if (further != nullptr && further->columns().works)
    row.emplace_back(policy::kWorkColumn, record.work);
  if (further != nullptr && further->columns().authors)
    row.emplace_back(policy::kAuthorColumn, record.author > 0 ? std::to_string(record.author) : "");
  return row;
}

base::Fields render_row(const academy::Person& person, const Further* further) {
  base::Fields row = {{"员工编号", person.employee},
                      {"姓名", person.name},
                      {"登录名", person.login},
                      {"机构编码", person.org},
                      {"岗位类别", person.post ? std::string(academy::label(*person.post)) : ""},
                      {"是否处级及以上", yes_no(person.division_level)},
                      {"入职时间", day(person.employment.hired)},
                      {"离职时间", day(person.employment.left)},
                      {"是否有学时要求", yes_no(person.hours_required)},
                      {"邮箱", person.email}};
  if (further == nullptr) return row;
  for (const Heading& heading : further->headings(Kind::kPeople)) {
    auto fact = person.facts.find(std::string(heading.name));
    row.emplace_back(heading.name, fact == person.facts.end() ? "" : fact->second);
  }
  return row;
}

std::optional<std::string> find_heading(Kind kind, std::string_view given) {
  std::string wanted = plain_heading(given);
  for (const Heading& heading : headings(kind)) {
    std::string_view name = heading.name;
    if (name == wanted || name.substr(0, name.find('(')) == wanted) return std::string(name);
  }
  return std::nullopt;
}

std::optional<training::Plan> parse_plan_row(const base::Fields& row, const Rules& rules,
                                             std::vector<CellProblem>& problems) {
  return parse_row<training::Plan>(row, rules, read_plans, problems);
}

std::optional<training::TrainingClass> parse_class_row(const base::Fields& row, const Rules& rules,
                                                       std::vector<CellProblem>& problems) {
  return with_number(parse_row<training::TrainingClass>(row, rules, read_classes, problems),
                     Kind::kClasses, row, &training::TrainingClass::number);
}

std::optional<hours::LearningRecord> parse_learning_row(const base::Fields& row, const Rules& rules,
                                                        std::vector<CellProblem>& problems) {
  return parse_row<hours::LearningRecord>(row, rules, read_learning, problems);
}

std::optional<academy::Person> parse_person_row(const base::Fields& row, const Rules& rules,
                                                std::vector<CellProblem>& problems) {
  return with_number(parse_row<academy::Person>(row, rules, read_people, problems), Kind::kPeople,
                     row, &academy::Person::employee);
}

}  // namespace xueshi::intake
