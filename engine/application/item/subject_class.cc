#include "item/subject_class.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/fields.h"
#include "base/text.h"
#include "intake/fields.h"
#include "item/deed.h"
#include "item/doubts.h"
#include "item/kind.h"
#include "item/subject_fields.h"
#include "item/subject_plan.h"
#include "store/classes.h"
#include "store/plans.h"
#include "store/rosters.h"
#include "training/plan_rules.h"

namespace xueshi::item {

namespace {

constexpr const char* kEmployee = "员工编号";
constexpr const char* kHours = "学时";
constexpr const char* kDeleted = "deleted";  // the place of a class that went with its plan

// "10001,10002" and the full-width comma; each once, in the order given.
std::vector<std::string> numbers_in(const std::string& text) {
  std::vector<std::string> numbers;
  for (const std::string& part : base::split(base::to_half_width(text), ',')) {
    std::string number(base::trim(part));
    if (!number.empty() && std::find(numbers.begin(), numbers.end(), number) == numbers.end())
      numbers.push_back(number);
  }
  return numbers;
}

bool learns(const academy::Actor& actor) {
  return !actor.is_operator() && actor.role == academy::Role::kLearner;
}

bool is_for_learners(const workflow::Definition& definition, std::string_view action) {
  for (const workflow::Transition& transition : definition.transitions) {
    if (transition.action != action) continue;
    for (const workflow::Performer& performer : transition.by) {
      if (performer.kind == workflow::Performer::Kind::kLearner) return true;
    }
  }
  return false;
}

}  // namespace

ClassSubject::ClassSubject(Deed& deed, training::TrainingClass one, Made made)
    : SubjectWithTables(deed),
      class_(std::move(one)),
      plan_(made == Made::kByFile
                ? store::find_plan(deed.transaction.database(), deed.session.scope(), class_.plan)
                : deed.fetched.find_plan_of_class(deed.transaction.database(), class_.number)),
      over_people_(made == Made::kOverPeople),
      is_new_(made == Made::kByFile) {
  load();
}

std::string ClassSubject::place(std::string_view) const { return is_new_ ? "" : class_.execution; }
void ClassSubject::set_place(std::string_view, const std::string& place) {
  class_.execution = place;
}

training::ApprovedFigures ClassSubject::approved() const {
  auto kept = deed_.fetched.find_approved(deed_.transaction.database(), class_.number);
  if (kept) return *kept;
  training::ApprovedFigures own = training::figures_of(class_);
  if (!plan_) return own;
  training::ApprovedFigures approved = training::approved_by(*plan_);
  if (!plan_->month) {  // a draft whose month was taken back asks nothing of its class's days
    approved.start = own.start;
    approved.end = own.end;
  }
  return approved;
}

std::vector<std::string> ClassSubject::changes() const {
  if (!plan_) return {};
  return training::changes_needing_approval(deed_.session.policy(class_.year).plans, approved(),
                                            class_);
}

bool ClassSubject::is_same_institute() const {
  if (focused_.empty()) return false;
  auto person = store::find_attendable_person(deed_.transaction.database(), focused_);
  const academy::OrgTree& tree = deed_.session.tree();
  if (!person) return false;
  const academy::Org* own = tree.institute_of(person->org);
  const academy::Org* of_class = tree.institute_of(class_.org);
  return own == of_class && (own != nullptr || person->org == class_.org);
}

condition::Facts ClassSubject::facts() const {
  training::ClassCircumstances circumstances;
  const academy::Org* unit = deed_.session.tree().find(class_.org);
  if (unit != nullptr) circumstances.unit = unit->level;
  circumstances.submitted_as = training::roles_of_route().front();
  if (plan_) {
    circumstances.plan = &*plan_;
    auto item = deed_.fetched.find_item(deed_.transaction.database(), "plan", plan_->number);
    if (item && !item->submitted_as.empty()) circumstances.submitted_as = item->submitted_as;
  }
  circumstances.changes = !over_people_ && !changes().empty();
  circumstances.same_institute = is_same_institute();
  circumstances.attendee = training::standing_of(attendee_);
  circumstances.now = deed_.session.clock().now();
  return training::facts_of(class_, circumstances);
}

base::Blockers ClassSubject::set_fields(const base::Fields& fields) {
  return over_people_ ? set_people(fields) : set_cells(fields);
}

base::Blockers ClassSubject::set_people(const base::Fields& fields) {
  base::Blockers blockers;
  people_.clear();  // a roster by file is asked about row by row
  hours_.reset();
  for (const auto& [heading, value] : fields) {
    if (heading == kEmployee) {
      for (std::string& number : numbers_in(value)) people_.push_back(std::move(number));
    } else if (heading == kHours) {
      hours_ = base::parse_hours(value);
      if (!hours_ || hours_->seconds() < 0 || *hours_ > intake::kMostHours) {
        blockers.push_back({"class.field", fmt::format("学时：'{}' 不是学时，应为 4、4.25 或 "
                                                       "3小时10分53秒",
                                                       value)});
      } else {
        check_hours(blockers);
      }
    }
  }
  const academy::Actor& actor = deed_.session.actor();
  if (people_.empty() && learns(actor)) people_.push_back(actor.employee);
  if (people_.empty() && deed_.action == "confirm") {
    for (const training::Attendee& attendee : store::fetch_attendees(
             deed_.transaction.database(), deed_.session.scope(), class_.number)) {
      if (training::standing_of(attendee) == training::Standing::kListed)
        people_.push_back(attendee.employee);
    }
    leave_oneself_out();
  }
  base::Blockers nobody = people();
  blockers.insert(blockers.end(), nobody.begin(), nobody.end());
  for (const std::string& number : people_) {
    if (!store::find_attendable_person(deed_.transaction.database(), number)) {
      blockers.push_back(
          {"class.unknown-person", fmt::format("没有员工编号为 '{}' 的人员，请检查编号", number)});
    }
  }
  return blockers;
}

// Who confirms everybody does not confirm themselves (domain.md §1, D3). Alone, they are refused by
// name.
void ClassSubject::leave_oneself_out() {
  const academy::Actor& actor = deed_.session.actor();
  if (actor.is_operator() || people_.size() < 2) return;
  if (std::erase(people_, actor.employee) == 0) return;
  deed_.warnings.push_back("您自己也在参会名单中，没有确认：须由其他管理员或上一级确认参加");
}

base::Blockers ClassSubject::set_cells(const base::Fields& fields) {
  base::Blockers blockers;
  if (fields.empty()) return blockers;
  base::Fields row =
      overlaid(intake::Kind::kClasses, intake::render_row(class_), fields, word(), blockers);
  intake::Rules rules = rules_of(deed_.session, class_.category);
  std::vector<intake::CellProblem> problems, before;
  intake::parse_class_row(intake::render_row(class_), rules, before);
  auto parsed = intake::parse_class_row(row, rules, problems);
  add_problems(problems, before, fields, word(), deed_, blockers);
  if (!parsed) return blockers;
  parsed->plan = class_.plan;
  parsed->execution = class_.execution;
  class_ = *parsed;
  return blockers;
}

bool ClassSubject::is_withdrawn() const {
  return plan_ && plan_->withdrawal == training::place::kWithdrawn;
}

std::vector<std::string> ClassSubject::waiting_notes() const {
  std::vector<std::string> asked = changes();
  if (asked.empty() || over_people_) return {};
  return {fmt::format("{}，须审批通过后才算实施", training::describe_changes(asked))};
}

std::vector<std::string> ClassSubject::parts() const {
  return over_people_ && !people_.empty() ? people_ : std::vector<std::string>{""};
}

void ClassSubject::focus(const std::string& employee) {
  focused_ = employee;
  attendee_.reset();
  if (!employee.empty()) {
    attendee_ = store::find_attendee(deed_.transaction.database(), class_.number, employee);
  }
}

const std::vector<ClassSubject::Need>& ClassSubject::needs() {
  static const std::vector<Need> kNeeds = {
      {{"people", kEmployee, "", true}, &ClassSubject::people},
      {{"required_columns", "", kEmployee, true}, &ClassSubject::required_columns}};
  return kNeeds;
}

// Those about attendees are carried out for each of them, the others once for the class.
const std::vector<ClassSubject::Effect>& ClassSubject::effects() {
  static const std::vector<Effect> kEffects = {
      {"record_author", &ClassSubject::record_author},
      {{"carry_out_plan", "", kEmployee, true}, &ClassSubject::carry_out_plan},
      {{"post_hours", "", kEmployee, true}, &ClassSubject::post_hours},
      {{"take_figures", "", kEmployee, true}, &ClassSubject::take_figures},
      {{"restore_figures", "", kEmployee, true}, &ClassSubject::restore_figures},
      {{"add_attendee", kEmployee, "", true}, &ClassSubject::add_attendee},
      {{"remove_attendee", kEmployee, "", true}, &ClassSubject::remove_attendee},
      {{"confirm_attendee", kEmployee, "", true}, &ClassSubject::confirm_attendee},
      {{"enrol_attendee", kEmployee, "", true}, &ClassSubject::enrol_attendee},
      {{"admit_attendee", kEmployee, "", true}, &ClassSubject::admit_attendee},
      {{"reject_attendee", kEmployee, "", true}, &ClassSubject::reject_attendee},
  };
  return kEffects;
}

base::Blockers ClassSubject::people() const {
  if (!people_.empty()) return {};
  return {{"class.no-people", deed_.action == "confirm"
                                  ? "没有待确认的参会人员，请先添加参会人员"
                                  : "请给出员工编号，指明人员，多人用逗号隔开"}};
}

// As the policy of the class's year has it (`classes.required`).
base::Blockers ClassSubject::required_columns() const {
  base::Fields row = intake::render_row(class_);
  std::vector<std::string> missing;
  for (const std::string& heading : deed_.session.policy(class_.year).classes.required) {
    if (base::field_or_empty(row, heading).empty()) missing.push_back(heading);
  }
  if (missing.empty()) return {};
  return {{"class.incomplete",
           fmt::format("还没有填写 {}，实施前请先填写", base::join(missing, "、"))}};
}

void ClassSubject::post_hours() { posts_hours_ = true; }

void ClassSubject::take_figures() {
  store::save_approved(deed_.transaction, class_.number, training::figures_of(class_));
}

void ClassSubject::restore_figures() {
  training::restore_figures(class_, deed_.session.policy(class_.year).plans, approved());
}

training::Attendee& ClassSubject::require_attendee() {
  if (!attendee_)
    throw base::Refused("class.not-listed", fmt::format("{} 不在参会名单中", focused_));
  return *attendee_;
}

void ClassSubject::put_attendee(training::Enrolment enrolment) {
  attendee_ = training::Attendee{class_.number, focused_, hours_, false, enrolment};
  store::save_attendee(deed_.transaction, *attendee_);
}

void ClassSubject::add_attendee() { put_attendee(training::Enrolment::kNone); }

void ClassSubject::enrol_attendee() {
  bool reviewed = class_.enrolment_reviewed == "是";
  put_attendee(reviewed ? training::Enrolment::kWaiting : training::Enrolment::kNone);
}

void ClassSubject::admit_attendee() {
  require_attendee().enrolment = training::Enrolment::kNone;
  store::save_attendee(deed_.transaction, *attendee_);
}

void ClassSubject::reject_attendee() {
  require_attendee().enrolment = training::Enrolment::kRejected;
  store::save_attendee(deed_.transaction, *attendee_);
}

void ClassSubject::remove_attendee() {
  store::take_back_hours(deed_.transaction, require_attendee());
  store::delete_attendee(deed_.transaction, *attendee_);
}

bool ClassSubject::is_beyond_days(base::Hours hours) const {
  int days = base::days_between(class_.start.date, class_.end.date);
  return days > 0 && hours > base::Hours::of_hours(std::int64_t{24} * days);
}

// As an import refuses: more of somebody's own than the class's days have (domain.md §2, D8).
void ClassSubject::check_hours(base::Blockers& blockers) const {
  if (!is_beyond_days(*hours_)) return;
  blockers.push_back(
      {"class.hours-per-day", fmt::format("学时：培训班只有 {} 天，{} 超过每天 24 小时，请核对",
                                          base::days_between(class_.start.date, class_.end.date),
                                          base::render_exact(*hours_))});
}

// The class's own are a warning, like at its import.
void ClassSubject::warn_of_hours() {
  if (attendee_->hours || !is_beyond_days(class_.hours)) return;
  deed_.warnings.push_back(fmt::format("{}：{} 天里有 {}，超过每天 24 小时，请核对学时", focused_,
                                       base::days_between(class_.start.date, class_.end.date),
                                       base::render_exact(class_.hours)));
}

// 确认参加. Confirming again with other hours puts them right.
void ClassSubject::confirm_attendee() {
  require_attendee().confirmed = true;
  if (hours_) attendee_->hours = hours_;
  warn_of_hours();
  store::save_attendee(deed_.transaction, *attendee_);
  if (!class_.carried_out()) return;
  store::post_hours(deed_.transaction, class_.number, focused_);
  if (hours_) store::repost_hours(deed_.transaction, *attendee_);
  warn_of_doubts(focused_);
}

void ClassSubject::warn_of_doubts(const std::string& employee) {
  for (const std::string& doubt :
       doubts_about_attendance(deed_.session, employee, class_.year, class_.number))
    deed_.warnings.push_back(fmt::format("{}：{}", employee, doubt));
}

// Another graph's transition, asked like any other.
void ClassSubject::carry_out_plan() {
  if (!plan_) return;
  PlanSubject plan(deed_, *plan_, false);
  base::Blockers blockers = take_action(deed_, plan, {"carry_out", false, {}, true});
  if (!blockers.empty()) throw base::Refused(blockers);
}

bool ClassSubject::is_gone() const { return class_.execution == kDeleted; }

void ClassSubject::save() {
  if (is_gone()) return;  // with its plan
  if (!over_people_) store::save_class(deed_.transaction, class_);
  if (!posts_hours_) return;
  store::post_hours(deed_.transaction, class_.number);
  for (const training::Attendee& attendee :
       store::fetch_attendees(deed_.transaction.database(), deed_.session.scope(), class_.number))
    warn_of_doubts(attendee.employee);
}

base::Fields ClassSubject::values() const {
  base::Fields values = intake::render_row(class_);
  values.erase(std::remove_if(values.begin(), values.end(),
                              [](const auto& value) { return value.first == "实施状态"; }),
               values.end());
  if (!focused_.empty()) values.emplace_back(kEmployee, focused_);
  return values;
}

namespace {

std::unique_ptr<Subject> lock(Deed& deed, const std::string& id) {
  // What the action is about, the class's own version of the graph says. One that cannot be read
  // any more is refused later, when the graph is asked.
  database::Database& database = deed.transaction.database();
  auto kept = store::find_item(database, "class", id);
  const session::Graph* graph =
      deed.session.graphs().find(database, kept ? kept->graph : store::GraphVersion(), "class");
  bool enrols = graph != nullptr && learns(deed.session.actor()) &&
                is_for_learners(graph->definition, deed.action);
  auto one = enrols ? store::lock_class_for_enrolment(deed.transaction, id)
                    : store::lock_class(deed.transaction, deed.session.scope(), id);
  if (!one) refuse_not_found("class", id);
  bool over_people =
      graph != nullptr && workflow::action_sets(graph->definition, deed.action, kEmployee);
  return std::make_unique<ClassSubject>(
      deed, *one, over_people ? ClassSubject::Made::kOverPeople : ClassSubject::Made::kBefore);
}

bool is_class_of_its_plan(Deed& deed, const std::string& id) {
  return store::find_class_of_plan(deed.transaction.database(), id) == id;
}

std::map<std::string, training::TrainingClass> fetch_classes(
    Deed& deed, const std::vector<store::WaitingRow>& rows) {
  std::map<std::string, training::TrainingClass> classes;
  std::map<std::string, training::Plan> plans;
  std::vector<std::string> numbers = store::numbers_of(rows);
  store::for_each_class(deed.session.database(), deed.session.scope(), numbers,
                        [&](const training::TrainingClass& one, const training::Plan* plan) {
                          classes.emplace(one.number, one);
                          if (plan != nullptr) plans.emplace(one.number, *plan);
                        });
  deed.fetched.fetch_classes(deed.session.database(), numbers, std::move(plans));
  return classes;
}

constexpr const char* kEnrolmentActions[] = {"approve-enrolment", "refuse-enrolment"};

// A line of the roster that somebody has to confirm; absent for who may not.
std::optional<Waiting> waiting_line(Deed& deed, const training::TrainingClass& one,
                                    const store::WaitingRow& row) {
  Waiting waiting{std::make_unique<ClassSubject>(deed, one, ClassSubject::Made::kOverPeople),
                  row.title};
  if (row.kind == store::WaitingKind::kEnrolment) {
    waiting.status = "报名待审核";
    waiting.actions.assign(std::begin(kEnrolmentActions), std::end(kEnrolmentActions));
    return waiting;
  }
  base::Fields fields = {{kEmployee, row.employee}};
  if (!waiting.subject->set_fields(fields).empty()) return std::nullopt;
  waiting.subject->focus(row.employee);
  if (!Case(deed, *waiting.subject).ask({"confirm", false, {kEmployee}, false}).empty())
    return std::nullopt;
  waiting.status = "待确认";
  waiting.actions = {"confirm"};
  return waiting;
}

std::vector<std::optional<Waiting>> look_at_waiting(Deed& deed,
                                                    const std::vector<store::WaitingRow>& rows) {
  std::map<std::string, training::TrainingClass> classes = fetch_classes(deed, rows);
  std::vector<std::optional<Waiting>> all;
  for (const store::WaitingRow& row : rows) {
    auto at = classes.find(row.number);
    bool is_line = !row.employee.empty();
    if (at == classes.end()) {
      all.emplace_back();
    } else if (is_line) {
      all.push_back(waiting_line(deed, at->second, row));
    } else {
      const training::TrainingClass& one = at->second;
      all.push_back(Waiting{std::make_unique<ClassSubject>(deed, one, ClassSubject::Made::kBefore),
                            one.title, one.execution,
                            row.kind == store::WaitingKind::kChangedClass});
    }
  }
  return all;
}

}  // namespace

const Kind& class_kind() {
  static const Kind kKind = [] {
    Kind kind{.word = "class",
              .label = "培训班",
              .graph = "class",
              .regions = {"execution"},
              .places = {std::string(training::place::kNotCarriedOut),
                         std::string(training::place::kCarriedOut), kDeleted},
              .facts = training::class_vocabulary(),
              .fields = headings_of(intake::Kind::kClasses, {kEmployee}),
              .needs = offered_by(ClassSubject::needs()),
              .effects = offered_by(ClassSubject::effects()),
              .lock = lock};
    kind.owner = "plan";
    kind.is_owned = is_class_of_its_plan;
    kind.piles = {{"class",
                   {store::WaitingKind::kChangedClass, store::WaitingKind::kReturnedClass,
                    store::WaitingKind::kOwnLine}},
                  {"enrolment", {store::WaitingKind::kEnrolment}}};
    kind.look_at_waiting = look_at_waiting;
    kind.find_standpoint = store::find_class_standpoint;
    kind.file = intake::Kind::kClasses;
    kind.arrives_by_file = true;
    kind.gone_at = kDeleted;
    kind.changes = {"edit", "outcome"};
    return kind;
  }();
  return kKind;
}

}  // namespace xueshi::item
