// Learning records, exams, rosters.
#include <fmt/format.h>

#include "intake/fields.h"
#include "intake/fold.h"
#include "intake/read.h"
#include "intake/read_rows.h"
#include "intake/rules_of_year.h"

namespace xueshi::intake {

namespace {

struct LearningSlots {
  Slot number = slot_of(Kind::kLearning, "来源编号");
  Slot employee = slot_of(Kind::kLearning, "员工编号");
  Slot year = slot_of(Kind::kLearning, "年度");
  Slot source = slot_of(Kind::kLearning, "类别");
  Slot title = slot_of(Kind::kLearning, "培训名称");
  Slot organiser = slot_of(Kind::kLearning, "主办单位");
  Slot start = slot_of(Kind::kLearning, "开始时间");
  Slot end = slot_of(Kind::kLearning, "结束时间");
  Slot length = slot_of(Kind::kLearning, "学时");
  Slot status = slot_of(Kind::kLearning, "审核状态");
};

// The source that the tab of that name takes ("我的外部培训" until 2019); empty where the policy
// has no such account, or one of several sources.
std::string source_of_label(const policy::Policy& policy, std::string_view label) {
  std::string folded = fold(label);
  for (const policy::Account& account : policy.accounts) {
    bool is_meant = account.takes.size() == 1 && fold(account.label) == folded;
    if (is_meant && account.takes.front() != hours::kRosterSource) return account.takes.front();
  }
  return "";
}

// As the policy writes it.
void check_source(const LearningSlots& at, Cells& cells, const policy::Policy* rules,
                  std::string& source) {
  if (rules == nullptr || source.empty()) return;
  if (source != hours::kRosterSource && rules->find_leaf(source)) return;
  std::vector<std::string> known;
  for (const policy::Account& account : rules->accounts) {
    for (const std::string& takes : account.takes) {
      if (takes != hours::kRosterSource) known.push_back(takes);
    }
  }
  if (const std::string* word = find_alike(known, source)) {
    source = *word;
    return;
  }
  if (std::string of_tab = source_of_label(*rules, source); !of_tab.empty()) {
    source = std::move(of_tab);
    return;
  }
  add_unknown_word(cells, at.source, "intake.source",
                   fmt::format(" {} 年度规定认可的类别", rules->year.value()), known);
}

// S2: nobody learns for more than 24 hours a day. Without an end the start's day alone is no proof;
// the platform repeats the start where it knows none (D8).
void check_length(const LearningSlots& at, Cells& cells, const hours::LearningRecord& record) {
  bool has_end =
      record.end && (record.source != hours::kPlatformSource || *record.end != record.start);
  base::Date last = has_end ? record.end->date : record.start.date;
  int days = base::days_between(record.start.date, last);
  if (days < 1 || record.length <= base::Hours::of_hours(std::int64_t{24} * days)) return;
  std::string message = fmt::format("{} 天里有 {}，超过每天 24 小时，请核对学时和起止时间", days,
                                    base::render_exact(record.length));
  if (has_end) {
    cells.error(at.length, "intake.hours-per-day", std::move(message));
  } else {
    cells.warning(at.length, "intake.hours-per-day", std::move(message));
  }
}

void check_period(const LearningSlots& at, Cells& cells, const hours::LearningRecord& record,
                  base::Date today) {
  if (record.end) check_order(cells, at.end, record.start, *record.end);
  check_length(at, cells, record);
  check_not_future(cells, at.start, record.start.date, today);
  if (record.end) check_not_future(cells, at.end, record.end->date, today);
  base::Year last = base::year_of(record.end ? record.end->date : record.start.date);
  bool inside = base::year_of(record.start.date) == record.year || last == record.year;
  if (inside || record.year == base::Year()) return;
  cells.warning(at.year, "intake.outside-year",
                fmt::format("起止时间都不在 {} 年度，请核对", record.year.value()));
}

void parse_status(const LearningSlots& at, Cells& cells, hours::LearningRecord& record) {
  std::string_view label = parse_choice(cells, at.status);
  if (label.empty()) return;
  record.status = hours::parse_review_label(label).value_or(std::string(hours::place::kPending));
  if (record.source != hours::kPlatformSource || record.status == hours::place::kApproved) return;
  cells.error(at.status, "intake.platform-status",
              fmt::format("类别是“{}”时审核状态只能是 审核通过", hours::kPlatformSource));
}

void parse_record(const LearningSlots& at, Cells& cells, hours::LearningRecord& record,
                  RulesOfYear& rules) {
  parse_key(cells, at.number, record.number);
  parse_key(cells, at.employee, record.employee);
  record.year = parse_year(cells, at.year);
  parse_name(cells, at.source, record.source);
  parse_name(cells, at.title, record.title);
  parse_name(cells, at.organiser, record.organiser);
  std::optional<base::LocalTime> start = parse_time(cells, at.start);
  record.start = start.value_or(base::LocalTime());
  record.end = parse_time(cells, at.end);
  record.length = parse_hours(cells, at.length);
  check_source(at, cells, rules.find(cells, at.year, record.year), record.source);
  parse_status(at, cells, record);
  bool dates_known = start && (record.end || !cells.given(at.end));
  if (dates_known) check_period(at, cells, record, rules.today());
}

struct ExamSlots {
  Slot number = slot_of(Kind::kExams, "来源编号");
  Slot employee = slot_of(Kind::kExams, "员工编号");
  Slot year = slot_of(Kind::kExams, "年度");
  Slot title = slot_of(Kind::kExams, "考试名称");
  Slot passed = slot_of(Kind::kExams, "是否合格");
};

void parse_exam(const ExamSlots& at, Cells& cells, hours::Exam& exam, RulesOfYear& rules) {
  parse_key(cells, at.number, exam.number);
  parse_key(cells, at.employee, exam.employee);
  exam.year = parse_year(cells, at.year);
  parse_name(cells, at.title, exam.title);
  exam.passed = parse_yes_no(cells, at.passed, false);
  rules.find(cells, at.year, exam.year);
}

struct AttendeeSlots {
  Slot class_number = slot_of(Kind::kAttendees, "培训编号");
  Slot employee = slot_of(Kind::kAttendees, "员工编号");
  Slot hours = slot_of(Kind::kAttendees, "学时");
};

void parse_attendee(const AttendeeSlots& at, Cells& cells, training::Attendee& attendee) {
  parse_key(cells, at.class_number, attendee.class_number);
  parse_key(cells, at.employee, attendee.employee);
  attendee.hours.reset();
  if (cells.given(at.hours)) attendee.hours = parse_hours(cells, at.hours);
}

}  // namespace

std::optional<Layout> read_learning(sheet::Reader& reader, const Rules& rules,
                                    base::Findings& findings,
                                    const OnRow<hours::LearningRecord>& on_row) {
  LearningSlots at;
  RulesOfYear years(rules);
  return read_rows(
      Kind::kLearning, reader, findings, on_row,
      [&](Cells& cells, hours::LearningRecord& record) { parse_record(at, cells, record, years); });
}

std::optional<Layout> read_exams(sheet::Reader& reader, const Rules& rules,
                                 base::Findings& findings, const OnRow<hours::Exam>& on_row) {
  ExamSlots at;
  RulesOfYear years(rules);
  return read_rows(Kind::kExams, reader, findings, on_row,
                   [&](Cells& cells, hours::Exam& exam) { parse_exam(at, cells, exam, years); });
}

std::optional<Layout> read_attendees(sheet::Reader& reader, const Rules&, base::Findings& findings,
                                     const OnRow<training::Attendee>& on_row) {
  AttendeeSlots at;
  return read_rows(
      Kind::kAttendees, reader, findings, on_row,
      [&](Cells& cells, training::Attendee& attendee) { parse_attendee(at, cells, attendee); });
}

}  // namespace xueshi::intake
