#include "item/subject_class.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "intake/fields.h"
#include "item/deed.h"
#include "item/subject_fields.h"
#include "item/subject_plan.h"
#include "store/classes.h"
#include "store/rosters.h"
#include "training/plan_rules.h"

namespace xueshi::item {

namespace {

constexpr const char* kEmployee = "员工编号";
constexpr const char* kHours = "学时";

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

ClassSubject::ClassSubject(Deed& deed, training::TrainingClass one, bool over_people)
    : Subject(deed),
      class_(std::move(one)),
      plan_(store::find_plan_of_class(deed.transaction.database(), class_.number)),
      over_people_(over_people) {
  load();
}

std::string ClassSubject::place(std::string_view) const { return class_.execution; }
void ClassSubject::set_place(std::string_view, const std::string& place) {
  class_.execution = place;
}

training::ApprovedFigures ClassSubject::approved() const {
  auto kept = store::find_approved(deed_.transaction.database(), class_.number);
  if (kept) return *kept;
  return plan_ ? training::approved_by(*plan_) : training::figures_of(class_);
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
    auto item = store::find_item(deed_.transaction.database(), "plan", plan_->number);
    if (item && !item->submitted_as.empty()) circumstances.submitted_as = item->submitted_as;
  }
  circumstances.changes = !over_people_ && !changes().empty();
  circumstances.same_institute = is_same_institute();
  circumstances.attendee = training::standing_of(attendee_);
  circumstances.now = deed_.session.clock().now();
  return training::facts_of(class_, circumstances);
}

base::Blockers ClassSubject::set_fields(const Fields& fields) {
  return over_people_ ? set_people(fields) : set_cells(fields);
}

base::Blockers ClassSubject::set_people(const Fields& fields) {
  base::Blockers blockers;
  for (const auto& [heading, value] : fields) {
    if (heading == kEmployee) {
      for (std::string& number : numbers_in(value)) people_.push_back(std::move(number));
    } else if (heading == kHours) {
      hours_ = base::parse_hours(value);
      if (!hours_ || hours_->seconds() < 0 || *hours_ > intake::kMostHours) {
        blockers.push_back({"class.field", fmt::format("学时：'{}' 不是学时，应为 4、4.25 或 "
                                                       "3小时10分53秒",
                                                       value)});
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
  }
  if (people_.empty()) {
    blockers.push_back({"class.no-people", deed_.action == "confirm"
                                               ? "没有待确认的参会人员，请先用 add-attendee 添加"
                                               : "请用 --set 员工编号=… 指明人员，多人用逗号隔开"});
  }
  for (const std::string& number : people_) {
    if (!store::find_attendable_person(deed_.transaction.database(), number)) {
      blockers.push_back(
          {"class.unknown-person", fmt::format("没有员工编号为 '{}' 的人员，请检查编号", number)});
    }
  }
  return blockers;
}

base::Blockers ClassSubject::set_cells(const Fields& fields) {
  base::Blockers blockers;
  if (fields.empty()) return blockers;
  intake::RowTexts row =
      overlaid(intake::Kind::kClasses, intake::render_row(class_), fields, word(), blockers);
  std::vector<intake::CellProblem> problems;
  auto parsed = intake::parse_class_row(row, rules_of(deed_.session, class_.category), problems);
  add_problems(problems, fields, false, word(), deed_, blockers);
  if (!parsed) return blockers;
  parsed->plan = class_.plan;
  parsed->execution = class_.execution;
  class_ = *parsed;
  return blockers;
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

void ClassSubject::apply(std::string_view effect, const workflow::Transition&) {
  if (apply_to_attendee(effect)) return;
  if (effect == "record_author") {
    const academy::Actor& actor = deed_.session.actor();
    item_.author = actor.employee;
    item_.submitted_as = actor.is_operator() ? "" : std::string(academy::word(actor.role));
  } else if (effect == "carry_out_plan") {
    carry_out_plan();
  } else if (effect == "post_hours") {
    posts_hours_ = true;
  } else if (effect == "take_figures") {
    store::save_approved(deed_.transaction, class_.number, training::figures_of(class_));
  } else if (effect == "restore_figures") {
    training::restore_figures(class_, deed_.session.policy(class_.year).plans, approved());
  }
}

bool ClassSubject::apply_to_attendee(std::string_view effect) {
  database::Transaction& transaction = deed_.transaction;
  if (effect == "add_attendee") {
    add_attendee(training::Enrolment::kNone);
  } else if (effect == "enrol_attendee") {
    bool reviewed = class_.enrolment_reviewed == "是";
    add_attendee(reviewed ? training::Enrolment::kWaiting : training::Enrolment::kNone);
  } else if (effect == "admit_attendee" && attendee_) {
    attendee_->enrolment = training::Enrolment::kNone;
    store::save_attendee(transaction, *attendee_);
  } else if (effect == "reject_attendee" && attendee_) {
    attendee_->enrolment = training::Enrolment::kRejected;
    store::save_attendee(transaction, *attendee_);
  } else if (effect == "remove_attendee" && attendee_) {
    store::take_back_hours(transaction, *attendee_);
    store::delete_attendee(transaction, *attendee_);
  } else if (effect == "confirm_attendee" && attendee_) {
    confirm_attendee();
  } else {
    return false;
  }
  return true;
}

void ClassSubject::add_attendee(training::Enrolment enrolment) {
  attendee_ = training::Attendee{class_.number, focused_, hours_, false, enrolment};
  store::save_attendee(deed_.transaction, *attendee_);
}

// As an import warns: more than a day has hours.
void ClassSubject::warn_of_hours() {
  base::Hours hours = attendee_->hours.value_or(class_.hours);
  int days = base::days_between(class_.start.date, class_.end.date);
  if (days < 1 || hours <= base::Hours::of_hours(std::int64_t{24} * days)) return;
  deed_.warnings.push_back(fmt::format("{}：{} 天里有 {}，超过每天 24 小时，请核对学时", focused_,
                                       days, base::render_exact(hours)));
}

// 确认参加. Confirming again with other hours puts them right.
void ClassSubject::confirm_attendee() {
  attendee_->confirmed = true;
  if (hours_) attendee_->hours = hours_;
  warn_of_hours();
  store::save_attendee(deed_.transaction, *attendee_);
  if (!class_.carried_out()) return;
  store::post_hours(deed_.transaction, class_.number, focused_);
  if (hours_) store::repost_hours(deed_.transaction, *attendee_);
}

// Another graph's transition, asked like any other.
void ClassSubject::carry_out_plan() {
  if (!plan_) return;
  PlanSubject plan(deed_, *plan_, false);
  base::Blockers blockers = take_action(deed_, plan, {"carry_out", false, {}, true});
  if (!blockers.empty()) throw base::Refused(blockers);
}

bool ClassSubject::is_gone() const { return class_.execution == "deleted"; }

void ClassSubject::save() {
  if (is_gone()) return;  // with its plan
  if (!over_people_) store::save_class(deed_.transaction, class_);
  if (posts_hours_) store::post_hours(deed_.transaction, class_.number);
}

store::AuditValues ClassSubject::values() const {
  store::AuditValues values = intake::render_row(class_);
  values.erase(std::remove_if(values.begin(), values.end(),
                              [](const auto& value) { return value.first == "实施状态"; }),
               values.end());
  if (!focused_.empty()) values.emplace_back(kEmployee, focused_);
  return values;
}

std::unique_ptr<Subject> lock_class(Deed& deed, const std::string& id) {
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
  bool over_people = graph != nullptr && action_sets(graph->definition, deed.action, kEmployee);
  return std::make_unique<ClassSubject>(deed, *one, over_people);
}

}  // namespace xueshi::item
