#include "view/classes.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "item/deed.h"
#include "item/inbox.h"
#include "item/kind.h"
#include "item/look.h"
#include "item/subject_class.h"
#include "store/rosters.h"
#include "yearend/classes.h"

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
  view.is_mine = outlook.is_mine;
  if (subject.plan()) view.support_level = subject.plan()->support_level;
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

std::string standing_label(const AttendeeView& view) {
  if (view.attendee.enrolment == training::Enrolment::kWaiting) return "报名待审核";
  if (view.attendee.enrolment == training::Enrolment::kRejected) return "未通过";
  return view.attendee.confirmed ? "已确认" : "未确认";
}

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
    view.approved = subject.approved();
    view.attendees = attendees_of(session, *one);
    view.actions = actions_with_roster(deed, *one, view.actions, view.attendees);
    view.verdicts = store::fetch_verdicts(session.database(), "class", number);
  });
  return view;
}

namespace {

constexpr std::size_t kMostAsked = 1000;

// Who may add nobody looks for nobody.
void require_adding(item::Deed& deed, const training::TrainingClass& one) {
  item::ClassSubject subject(deed, one, item::ClassSubject::Made::kOverPeople);
  base::Blockers others =
      item::Case(deed, subject).ask({"add-attendee", false, {"员工编号"}, false});
  std::erase_if(others, [](const base::Blocker& blocker) { return blocker.code != "class.role"; });
  if (!others.empty()) throw base::Refused(others);
}

// By what they were asked for.
std::map<std::string, std::vector<academy::Person>> people_called(
    session::Session& session, const std::vector<std::string>& asked) {
  std::map<std::string, std::vector<academy::Person>> people;
  std::vector<std::string> names;
  for (const std::string& each : asked) {
    if (auto person = store::find_attendable_person(session.database(), each)) {
      people[each] = {*person};
    } else {
      names.push_back(each);
    }
  }
  for (academy::Person& person : store::fetch_attendable_people(session.database(), names)) {
    if (academy::left_before(person.employment, session.today())) continue;
    people[person.name].push_back(std::move(person));
  }
  return people;
}

}  // namespace

AttendableSearch find_attendable(session::Session& session, const std::string& number,
                                 const std::vector<std::string>& asked) {
  AttendableSearch search;
  if (asked.size() > kMostAsked)
    throw base::Refused("class.too-many", fmt::format("一次最多查找 {} 人", kMostAsked));
  look(session, item::RoleBook(session.database(), session.today()), [&](item::Deed& deed) {
    auto one = store::find_class(session.database(), session.scope(), number);
    if (!one || learns(session)) item::refuse_not_found("class", number);
    require_adding(deed, *one);
    std::set<std::string> seen;
    auto people = people_called(session, asked);
    for (const std::string& each : asked) {
      if (people[each].empty()) search.missing.push_back(each);
      for (const academy::Person& person : people[each]) {
        if (!seen.insert(person.employee).second) continue;
        auto line = store::find_attendee(session.database(), number, person.employee);
        bool is_listed = line && line->enrolment != training::Enrolment::kRejected;
        search.found.push_back(
            {person.employee, person.name, session.unit_name(person.org), is_listed});
      }
    }
  });
  return search;
}

namespace {

// Classes with what is asked of each of them, read together.
struct ClassesRead {
  std::vector<training::TrainingClass> classes;
  std::map<std::string, training::Plan> plans;  // by class

  store::OnClass reader() {
    return [this](const training::TrainingClass& one, const training::Plan* plan) {
      classes.push_back(one);
      if (plan != nullptr) plans.emplace(one.number, *plan);
    };
  }
  std::vector<std::string> fetch_rest(item::Deed& deed) {
    std::vector<std::string> numbers;
    for (const training::TrainingClass& one : classes) numbers.push_back(one.number);
    deed.fetched.fetch_classes(deed.session.database(), numbers, std::move(plans));
    return numbers;
  }
};

// As an administrator's list shows them.
std::vector<ClassView> views_of(item::Deed& deed, ClassesRead read) {
  std::vector<std::string> numbers = read.fetch_rest(deed);
  auto verdicts = store::fetch_verdicts(deed.session.database(), "class", numbers);
  std::vector<ClassView> views;
  for (const training::TrainingClass& one : read.classes) {
    item::ClassSubject subject(deed, one, item::ClassSubject::Made::kBefore);
    views.push_back(view_of(deed, subject, item::waiting_of(deed, subject)));
    if (auto found = verdicts.extract(one.number))
      views.back().verdicts = std::move(found.mapped());
  }
  return views;
}

std::vector<ClassView> views_for_learner(item::Deed& deed, ClassesRead read) {
  read.fetch_rest(deed);
  std::vector<ClassView> views;
  for (const training::TrainingClass& one : read.classes) {
    auto view = view_for_learner(deed, one);
    if (view && !view->actions.empty()) views.push_back(*view);
  }
  return views;
}

// The places of that label at which a change waits, or does not; where there are none, a word that
// is no place.
std::vector<std::string> places_asked(session::Session& session, const ClassesAsked& asked) {
  if (asked.execution.empty() && !asked.change_waits) return {};
  std::vector<std::string> places = item::places_meant(
      session, "class", [&](const workflow::Definition& graph, const workflow::Place& place) {
        return (asked.execution.empty() || place.label == asked.execution) &&
               (!asked.change_waits ||
                item::is_deciding_place(graph, place) == *asked.change_waits);
      });
  return places.empty() ? std::vector<std::string>{""} : places;
}

}  // namespace

std::vector<ClassView> list_classes(session::Session& session, const ClassListFilter& filter) {
  std::vector<ClassView> views;
  look(session, item::RoleBook::load(session.database(), session.today()), [&](item::Deed& deed) {
    ClassesRead read;
    if (learns(session)) {
      store::for_each_open_class(session.database(), filter.classes, read.reader());
      views = views_for_learner(deed, std::move(read));
    } else {
      store::for_each_class(session.database(), session.list_scope(filter.org), filter.classes,
                            read.reader());
      views = views_of(deed, std::move(read));
    }
  });
  return views;
}

ClassesPage leaf_classes(session::Session& session, const ClassesAsked& asked) {
  academy::Scope scope = session.list_scope(asked.org);
  ClassesPage found;
  look(session, item::RoleBook::load(session.database(), session.today()), [&](item::Deed& deed) {
    store::ClassPage page = asked.page;
    page.filter.executions = places_asked(session, asked);
    if (asked.is_below) page.not_of = session.actor().org;
    page.only_waiting = asked.only_waiting;
    if (asked.is_below || asked.only_waiting)
      page.waiting = item::numbers_to_decide(deed, item::class_kind());
    ClassesRead read;
    store::ClassRows rows = store::leaf_classes(session.database(), scope, page, read.reader());
    found = {views_of(deed, std::move(read)), rows.total, rows.begin};
  });
  return found;
}

ClassesPage classes_not_carried_out(session::Session& session, base::Year year, std::size_t shown) {
  ClassesPage found;
  look(session, item::RoleBook::load(session.database(), session.today()), [&](item::Deed& deed) {
    ClassesRead read;
    store::OnClass add = read.reader();
    store::ClassFilter filter;
    filter.year = year;
    filter.executions = {std::string(training::place::kNotCarriedOut)};
    store::for_each_class(session.database(), session.scope(), filter,
                          [&](const training::TrainingClass& one, const training::Plan* plan) {
                            bool is_withdrawn =
                                plan != nullptr && plan->withdrawal == training::place::kWithdrawn;
                            if (is_withdrawn || !yearend::counts(one, plan)) return;
                            if (++found.total <= static_cast<std::int64_t>(shown)) add(one, plan);
                          });
    found.rows = views_of(deed, std::move(read));
  });
  return found;
}

std::vector<ClassView> list_own_classes(session::Session& session, base::Year year) {
  std::vector<ClassView> views;
  look(session, item::RoleBook::load(session.database(), session.today()), [&](item::Deed& deed) {
    std::vector<training::TrainingClass> classes;
    store::ClassFilter filter;
    filter.year = year;
    filter.attendee = session.actor().employee;
    store::for_each_class_of(
        session.database(), filter,
        [&](const training::TrainingClass& one, const training::Plan*) { classes.push_back(one); });
    for (const training::TrainingClass& one : classes)
      if (auto view = view_for_learner(deed, one)) views.push_back(*view);
  });
  return views;
}

}  // namespace xueshi::view
