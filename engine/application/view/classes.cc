#include "view/classes.h"

#include <set>

#include "item/deed.h"
#include "item/kind.h"
#include "item/look.h"
#include "item/subject_class.h"
#include "store/rosters.h"

namespace xueshi::view {

namespace {

using academy::Role;

bool learns(const session::Session& session) {
  return !session.actor().is_operator() && session.actor().role == Role::kLearner;
}

ClassView view_of(item::Deed& deed, const item::ClassSubject& subject,
                  const item::Outlook& outlook) {
  const training::TrainingClass& one = subject.training_class();
  const session::Graph& graph =
      deed.session.graphs().of(deed.session.database(), subject.item().graph, subject.word());
  ClassView view;
  view.training_class = one;
  view.unit = deed.session.unit_name(one.org);
  view.execution_label = graph.definition.label_of(one.execution);
  view.waits_for = outlook.waits_for;
  view.waits_at = outlook.units;
  view.revision = subject.item().revision;
  view.changes = one.carried_out() ? std::vector<std::string>{} : subject.changes();
  view.actions = outlook.actions;
  view.is_withdrawn = subject.is_withdrawn();
  return view;
}

AttendeeView attendee_view(session::Session& session, const training::TrainingClass& one,
                           const training::Attendee& attendee) {
  auto person = store::find_attendable_person(session.database(), attendee.employee);
  return {attendee, person ? person->name : "", person ? session.unit_name(person->org) : "",
          attendee.hours.value_or(one.hours)};
}

std::vector<AttendeeView> attendees_of(session::Session& session,
                                       const training::TrainingClass& one) {
  std::vector<AttendeeView> views;
  for (const training::Attendee& attendee :
       store::fetch_attendees(session.database(), session.scope(), one.number)) {
    views.push_back(attendee_view(session, one, attendee));
  }
  return views;
}

// One of each standing on the roster: what may be done with somebody depends on that alone.
std::vector<std::string> one_of_each_standing(const std::vector<AttendeeView>& attendees) {
  std::vector<std::string> employees;
  std::set<training::Standing> seen;
  for (const AttendeeView& each : attendees) {
    if (seen.insert(training::standing_of(each.attendee)).second)
      employees.push_back(each.attendee.employee);
  }
  return employees;
}

// The actions on the class itself, and those over people that somebody on the roster allows, in the
// order of the graph.
std::vector<std::string> actions_with_roster(item::Deed& deed, const training::TrainingClass& one,
                                             const std::vector<std::string>& on_class,
                                             const std::vector<AttendeeView>& attendees) {
  std::set<std::string> possible(on_class.begin(), on_class.end());
  item::ClassSubject subject(deed, one, item::ClassSubject::Made::kOverPeople);
  const workflow::Definition& definition = item::Case(deed, subject).graph().definition;
  for (const std::string& employee : one_of_each_standing(attendees)) {
    subject.focus(employee);
    for (const std::string& action :
         workflow::possible_actions(item::Case(deed, subject).situation())) {
      if (workflow::action_sets(definition, action, "员工编号")) possible.insert(action);
    }
  }
  std::vector<std::string> ordered;
  for (const workflow::Transition& transition : definition.transitions) {
    if (possible.erase(transition.action) > 0) ordered.push_back(transition.action);
  }
  return ordered;
}

// What a learner could do with a class of any unit; nothing: it is not there for them.
std::optional<ClassView> view_for_learner(item::Deed& deed, const training::TrainingClass& one) {
  const std::string& self = deed.session.actor().employee;
  item::ClassSubject subject(deed, one, item::ClassSubject::Made::kOverPeople);
  subject.focus(self);
  item::Outlook outlook = item::outlook_of(deed, subject);
  auto own = store::find_attendee(deed.session.database(), one.number, self);
  if (outlook.actions.empty() && !own) return std::nullopt;
  ClassView view = view_of(deed, subject, outlook);
  view.for_learner = true;
  if (own) view.attendees.push_back(attendee_view(deed.session, one, *own));
  return view;
}

}  // namespace

ClassView show_class(session::Session& session, const std::string& number) {
  ClassView view;
  look(session, item::RoleBook(session.database(), session.today()), [&](item::Deed& deed) {
    if (learns(session)) {
      auto any = store::find_any_class(session.database(), number);
      auto found = any ? view_for_learner(deed, *any) : std::nullopt;
      if (!found) item::refuse_not_found("class", number);
      view = *found;
      return;
    }
    auto one = store::find_class(session.database(), session.scope(), number);
    if (!one) item::refuse_not_found("class", number);
    item::ClassSubject subject(deed, *one, item::ClassSubject::Made::kBefore);
    view = view_of(deed, subject, item::outlook_of(deed, subject));
    view.attendees = attendees_of(session, *one);
    view.actions = actions_with_roster(deed, *one, view.actions, view.attendees);
    view.verdicts = store::fetch_verdicts(session.database(), "class", number);
  });
  return view;
}

std::vector<ClassView> list_classes(session::Session& session, const ClassListFilter& filter) {
  std::vector<ClassView> views;
  bool learner = learns(session);
  look(session, item::RoleBook::load(session.database(), session.today()), [&](item::Deed& deed) {
    std::vector<training::TrainingClass> classes;
    auto keep = [&](const training::TrainingClass& one, const training::Plan*) {
      classes.push_back(one);
    };
    if (learner) {
      store::for_each_open_class(session.database(), filter.classes, keep);
    } else {
      store::for_each_class(session.database(), session.list_scope(filter.org), filter.classes,
                            keep);
    }
    auto verdicts = learner ? std::map<std::string, std::vector<store::Verdict>>()
                            : store::fetch_all_verdicts(session.database(), "class");
    for (const training::TrainingClass& one : classes) {
      if (learner) {
        auto view = view_for_learner(deed, one);
        if (view && !view->actions.empty()) views.push_back(*view);
      } else {
        item::ClassSubject subject(deed, one, item::ClassSubject::Made::kBefore);
        views.push_back(view_of(deed, subject, item::waiting_of(deed, subject)));
        if (auto found = verdicts.extract(one.number))
          views.back().verdicts = std::move(found.mapped());
      }
    }
  });
  return views;
}

}  // namespace xueshi::view
