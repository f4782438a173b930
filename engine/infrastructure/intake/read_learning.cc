// Learning records, exams, rosters.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "hours/ledger.h"
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

// Of columns that only some policies ask for.
constexpr Slot kNowhere = kMostSlots;

struct WorkSlots {
  explicit WorkSlots(const Further* further) {
    if (further == nullptr) return;
    Slot slot = headings(Kind::kLearning).size();
    for (const Heading& heading : further->headings(Kind::kLearning)) {
      if (heading.name == policy::kWorkColumn) work = slot;
      if (heading.name == policy::kAuthorColumn) author = slot;
      ++slot;
    }
  }
  Slot work = kNowhere, author = kNowhere;
};

// `roster`, `roster:讲座`: what classes give, no file of records brings.
bool is_of_rosters(std::string_view source) {
  return source.substr(0, source.find(':')) == hours::kRosterSource;
}

// The source that the tab of that name takes ("我的外部培训" until 2019); empty where the policy
// has no such account, or one of several sources.
std::string source_of_label(const policy::Policy& policy, std::string_view label) {
  std::string folded = fold(label);
  for (const policy::Account& account : policy.accounts) {
    bool is_meant = account.takes.size() == 1 && fold(account.label) == folded;
    if (is_meant && !is_of_rosters(account.takes.front())) return account.takes.front();
  }
  return "";
}

// As the policy writes it.
void check_source(const LearningSlots& at, Cells& cells, const policy::Policy* rules,
                  std::string& source) {
  if (rules == nullptr || source.empty()) return;
  bool is_placed = rules->find_leaf(source) || rules->is_uncounted(source);
  if (!is_of_rosters(source) && is_placed) return;
  std::vector<std::string> known;
  auto add = [&](const std::string& word) {
    if (!is_of_rosters(word)) known.push_back(word);
  };
  for (const policy::Account& account : rules->accounts)
    std::for_each(account.takes.begin(), account.takes.end(), add);
  std::for_each(rules->uncounted.begin(), rules->uncounted.end(), add);
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

// In 学时, where the policy says nothing else (policy.md §1, `sources`).
bool is_in_hours(const policy::Policy* rules, const std::string& source_of_hours) {
  const policy::Source* source = rules ? rules->find_source(source_of_hours) : nullptr;
  return source == nullptr || source->unit == policy::kHourUnit;
}

bool is_delivered(const policy::Policy* rules, const hours::LearningRecord& record) {
  return rules != nullptr && rules->is_delivered(record.source);
}

// S2: nobody learns for more than 24 hours a day. Without an end the start's day alone is no proof;
// a platform repeats the start where it knows none (D8).
void check_length(const LearningSlots& at, Cells& cells, const hours::LearningRecord& record,
                  const policy::Policy* rules) {
  if (!is_in_hours(rules, record.source)) return;
  bool has_end = record.end && !(*record.end == record.start && is_delivered(rules, record));
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

// Of the 年度, or begun so early in the next one that it may still be counted for it.
bool is_in_year(const hours::LearningRecord& record, const policy::Policy* rules) {
  base::Date first = record.start.date, last = record.end ? record.end->date : first;
  auto year_of = [&](base::Date day) { return rules ? rules->year_of(day) : base::year_of(day); };
  if (year_of(first) == record.year || year_of(last) == record.year) return true;
  const policy::Source* source = rules ? rules->find_source(record.source) : nullptr;
  return source != nullptr && source->late_until && record.year < year_of(first) &&
         hours::year_counted(*rules, record) == record.year;
}

void check_period(const LearningSlots& at, Cells& cells, const hours::LearningRecord& record,
                  const policy::Policy* rules, base::Date today) {
  if (record.end) check_order(cells, at.end, record.start, *record.end);
  check_length(at, cells, record, rules);
  check_not_future(cells, at.start, record.start.date, today);
  if (record.end) check_not_future(cells, at.end, record.end->date, today);
  if (record.year == base::Year() || is_in_year(record, rules)) return;
  cells.warning(at.year, "intake.outside-year",
                fmt::format("起止时间都不在 {} 年度，请核对", record.year.value()));
}

void parse_status(const LearningSlots& at, Cells& cells, hours::LearningRecord& record,
                  const policy::Policy* rules) {
  std::string_view label = parse_choice(cells, at.status);
  if (label.empty()) return;
  record.status = hours::parse_review_label(label).value_or(std::string(hours::place::kPending));
  if (!is_delivered(rules, record) || record.status == hours::place::kApproved) return;
  cells.error(at.status, "intake.platform-status",
              fmt::format("类别是“{}”时审核状态只能是 审核通过", record.source));
}

void parse_work(const WorkSlots& at, Cells& cells, hours::LearningRecord& record) {
  record.work.clear();
  record.author = 0;
  if (at.work != kNowhere) parse_key(cells, at.work, record.work);
  if (at.author == kNowhere || !cells.given(at.author)) return;
  record.author = parse_author(cells, at.author);
}

void parse_record(const LearningSlots& at, const WorkSlots& at_work, Cells& cells,
                  hours::LearningRecord& record, RulesOfYear& rules) {
  parse_key(cells, at.number, record.number);
  parse_key(cells, at.employee, record.employee);
  record.year = parse_year(cells, at.year);
  parse_name(cells, at.source, record.source);
  parse_name(cells, at.title, record.title);
  parse_name(cells, at.organiser, record.organiser);
  std::optional<base::LocalTime> start = parse_time(cells, at.start);
  record.start = start.value_or(base::LocalTime());
  record.end = parse_time(cells, at.end);
  const policy::Policy* policy = rules.find(cells, at.year, record.year);
  check_source(at, cells, policy, record.source);
  const policy::Source* source = policy ? policy->find_source(record.source) : nullptr;
  record.length = parse_hours(cells, at.length, source ? source->unit : "");
  parse_work(at_work, cells, record);
  parse_status(at, cells, record, policy);
  bool dates_known = start && (record.end || !cells.given(at.end));
  if (dates_known) check_period(at, cells, record, policy, rules.today());
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
  WorkSlots at_work(rules.further.get());
  RulesOfYear years(rules);
  return read_rows(
      Kind::kLearning, reader, findings, on_row,
      [&](Cells& cells, hours::LearningRecord& record) {
        parse_record(at, at_work, cells, record, years);
      },
      rules.further);
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
