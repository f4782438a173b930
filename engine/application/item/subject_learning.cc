#include "item/subject_learning.h"

#include <fmt/format.h>

#include "base/fields.h"
#include "base/text.h"
#include "hours/record_facts.h"
#include "item/deed.h"
#include "item/doubts.h"
#include "item/kind.h"
#include "item/subject_fields.h"
#include "store/people.h"
#include "store/records.h"

namespace xueshi::item {

namespace {

using hours::LearningRecord;

std::string key_of(const LearningRecord& record) { return record.employee + "/" + record.number; }

}  // namespace

LearningSubject::LearningSubject(Deed& deed, LearningRecord record, std::string unit, bool is_new)
    : SubjectWithTables(deed), record_(std::move(record)), unit_(std::move(unit)), is_new_(is_new) {
  load();
}

std::string LearningSubject::number() const { return is_new_ ? "" : key_of(record_); }

condition::Facts LearningSubject::facts() const {
  const academy::Actor& actor = deed_.session.actor();
  // Whatever role they act in, their own record waits for others.
  bool is_own = actor.is_bound_to(record_.employee);
  bool by_learner = is_new_ ? is_own : item().author.empty() || item().author == record_.employee;
  return hours::facts_of(record_, {!by_learner, !is_own, delivered_in(deed_.session)(record_)});
}

base::Blockers LearningSubject::set_fields(const base::Fields& fields) {
  base::Blockers blockers;
  if (fields.empty() && !is_new_) return blockers;
  intake::Rules rules = rules_of(deed_.session);
  base::Fields now = intake::render_row(record_, rules.further.get());
  base::Fields row =
      overlaid(intake::Kind::kLearning, is_new_ ? blank_row(now) : now, fields, word(), blockers);
  std::vector<intake::CellProblem> problems, before;
  if (!is_new_) intake::parse_learning_row(now, rules, before);
  auto parsed = intake::parse_learning_row(row, rules, problems);
  add_problems(problems, before, fields, word(), deed_, blockers);
  if (!parsed) return blockers;
  parsed->number = record_.number;
  parsed->employee = record_.employee;
  parsed->status = record_.status;
  parsed->category = record_.category;
  // What no policy asks for any more stays.
  if (!rules.further->columns().works) parsed->work = record_.work;
  if (!rules.further->columns().authors) parsed->author = record_.author;
  record_ = *parsed;
  return blockers;
}

const std::vector<LearningSubject::Need>& LearningSubject::needs() {
  static const std::vector<Need> kNeeds = {};
  return kNeeds;
}

const std::vector<LearningSubject::Effect>& LearningSubject::effects() {
  static const std::vector<Effect> kEffects = {
      {"record_author", &LearningSubject::record_author},
      {{"delete_record", "", "", false}, &LearningSubject::remove},
      {{"warn_of_correction", "", "", false}, &LearningSubject::warn_of_correction},
  };
  return kEffects;
}

// What counts already is changed by somebody else than the learner (domain.md §3, D18).
void LearningSubject::warn_of_correction() {
  deed_.warnings.push_back(
      fmt::format("记录 {} 已审核通过，更正后仍计入学时，改动前后的内容记入审计记录", shown()));
}

void LearningSubject::save() {
  if (is_removed_) return store::delete_record(deed_.transaction, record_.employee, record_.number);
  if (is_new_) {
    record_.number = store::free_record_number(deed_.transaction, record_.employee);
    item_.author = deed_.session.actor().employee;
    is_new_ = false;
  }
  store::save_record(deed_.transaction, record_);
  if (!record_.counts()) return;  // else told where it waits
  for (const std::string& doubt : doubts_about(deed_.session, record_))
    deed_.warnings.push_back(fmt::format("{}：{}", shown(), doubt));
}

std::vector<std::string> LearningSubject::waiting_notes() const {
  return doubts_about(deed_.session, record_);
}

base::Fields LearningSubject::values() const {
  base::Fields values = intake::render_row(record_, further_of(deed_.session).get());
  // 审核状态: its place says more.
  std::erase_if(values, [](const auto& value) { return value.first == "审核状态"; });
  return values;
}

// What a new record has before anybody fills it in; number and status come with saving.
base::Fields LearningSubject::blank_row(base::Fields row) {
  for (auto& [heading, text] : row) {
    if (heading == "来源编号") {
      text = "-";
    } else if (heading != "员工编号" && heading != "年度" && heading != "审核状态") {
      text.clear();
    }
  }
  return row;
}

namespace {

academy::Person require_learner(Deed& deed, const std::string& employee) {
  auto person = store::find_person(deed.transaction.database(), deed.session.scope(), employee);
  if (!person) refuse_not_found("person", employee);
  return *person;
}

std::unique_ptr<Subject> lock(Deed& deed, const std::string& id) {
  academy::Scope scope = deed.session.scope();
  auto found = store::find_records(deed.transaction.database(), scope, id);
  if (found.size() > 1) {
    std::vector<std::string> keys;
    for (const LearningRecord& record : found) keys.push_back(key_of(record));
    throw base::Refused("learning.ambiguous",
                        fmt::format("有 {} 条记录的来源编号是 '{}'，请写明员工编号：{}",
                                    found.size(), id, base::join(keys, "、")));
  }
  if (found.empty()) refuse_not_found("learning", id);
  auto record =
      store::lock_record(deed.transaction, scope, found.front().employee, found.front().number);
  if (!record) refuse_not_found("learning", id);
  std::string unit = require_learner(deed, record->employee).org;
  return std::make_unique<LearningSubject>(deed, *record, unit, false);
}

std::vector<std::optional<Waiting>> look_at_waiting(Deed& deed,
                                                    const std::vector<store::WaitingRow>& rows) {
  database::Database& database = deed.session.database();
  std::vector<std::string> keys;
  for (const store::WaitingRow& row : rows) keys.push_back(row.employee + "/" + row.number);
  auto records = store::fetch_records(database, deed.session.scope(), keys);
  deed.fetched.fetch_items(database, "learning", keys);
  std::vector<std::optional<Waiting>> all;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    auto at = records.find(keys[i]);
    all.emplace_back();
    if (at == records.end()) continue;
    const LearningRecord& record = at->second;
    all.back() = Waiting{std::make_unique<LearningSubject>(deed, record, rows[i].unit, false),
                         record.title, record.status};
  }
  return all;
}

std::unique_ptr<Subject> make(Deed& deed) {
  std::string employee = field_of(deed.fields, "员工编号");
  if (employee.empty()) employee = deed.session.actor().employee;
  if (employee.empty()) {
    throw base::Refused("learning.no-learner", "请给出员工编号，指明学员");
  }
  return std::make_unique<LearningSubject>(LearningSubject::blank(deed, employee));
}

}  // namespace

LearningSubject LearningSubject::blank(Deed& deed, const std::string& employee) {
  LearningRecord record;
  record.employee = employee;
  record.year = base::year_of(deed.session.today());
  std::string unit = require_learner(deed, employee).org;
  return LearningSubject(deed, record, unit, true);
}

const Kind& learning_kind() {
  static const Kind kKind = [] {
    Kind kind{.word = "learning",
              .label = "学习记录",
              .graph = "learning-record",
              .regions = {"review"},
              .places = {"pending", "approved", "refused"},
              .facts = hours::record_vocabulary(),
              .fields = headings_of(intake::Kind::kLearning),
              .needs = offered_by(LearningSubject::needs()),
              .effects = offered_by(LearningSubject::effects()),
              .lock = lock};
    kind.make = make;
    kind.piles = {{"learning", {store::WaitingKind::kRecord}}};
    kind.look_at_waiting = look_at_waiting;
    kind.find_standpoint = store::find_record_standpoint;
    kind.file = intake::Kind::kLearning;
    kind.changes = {"correct", "submit"};
    return kind;
  }();
  return kKind;
}

}  // namespace xueshi::item
