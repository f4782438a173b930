#include "view/people.h"

#include <algorithm>
#include <set>

#include "base/paging.h"
#include "item/kind.h"
#include "item/tally.h"
#include "store/absences.h"
#include "store/contacts.h"
#include "store/people.h"

namespace xueshi::view {

namespace {

PersonView person_view_of(const session::Session& session, const academy::Person& person) {
  return {person, item::institute_name(session.tree(), person),
          item::department_name(session.tree(), person)};
}

std::string registered_at(session::Session& session, const std::string& employee) {
  for (const store::AuditEntry& entry :
       store::fetch_audit_of(session.database(), "password", employee))
    if (entry.action == "issue" && entry.outcome == "done") return entry.at;
  return "";
}

PersonFile file_of(session::Session& session, const std::string& employee) {
  database::Transaction snapshot(session.database(), database::Transaction::Mode::kSnapshot);
  auto person = store::find_person(session.database(), session.scope(), employee);
  if (!person) item::refuse_not_found("person", employee);
  auto item = store::find_item(session.database(), "person", employee);
  return {person_view_of(session, *person),
          store::fetch_every_role(session.database(), employee),
          store::fetch_contact(session.database(), employee),
          registered_at(session, employee),
          item ? item->revision : 0,
          store::fetch_absences(session.database(), session.scope(), employee)};
}

}  // namespace

PeoplePage leaf_people(session::Session& session, const PeopleAsked& asked,
                       const PeoplePlace& place) {
  session.require_right(academy::Right::kLookPeople);
  academy::Scope scope = session.list_scope(place.org);
  database::Transaction snapshot(session.database(), database::Transaction::Mode::kSnapshot);
  PeoplePage page;
  page.total = store::count_people(session.database(), scope, asked.filter);
  std::int64_t begin = place.after.empty()
                           ? place.begin
                           : store::count_people_to(session.database(), scope, asked, place.after);
  page.begin = base::begin_within(begin, page.total, place.size);
  for (const academy::Person& person :
       store::fetch_people(session.database(), scope, asked, page.begin, place.size))
    page.rows.push_back(person_view_of(session, person));
  return page;
}

PersonFile show_person(session::Session& session, const std::string& employee) {
  session.require_right(academy::Right::kLookPeople);
  return file_of(session, employee);
}

PersonFile show_myself(session::Session& session) {
  return file_of(session, session.actor().employee);
}

std::vector<HeldRole> list_roles(session::Session& session, const std::string& org) {
  session.require_right(academy::Right::kImportRoles);
  academy::OrgRange range = session.list_scope(org).range();
  const academy::OrgTree& tree = session.tree();
  std::vector<HeldRole> held;
  std::set<std::string> employees;
  database::Transaction snapshot(session.database(), database::Transaction::Mode::kSnapshot);
  for (const academy::RoleGrant& grant :
       store::fetch_all_roles(session.database(), session.today())) {
    if (tree.find(grant.org) == nullptr || !range.contains(tree.range_of(grant.org).lo)) continue;
    held.push_back({grant, "", session.unit_name(grant.org)});
    employees.insert(grant.employee);
  }
  // Whoever holds a role here is named, wherever their own unit is.
  academy::Scope everywhere = academy::Scope::of(academy::Actor::machine_operator(), tree);
  auto names = store::fetch_names(session.database(), everywhere, employees);
  for (HeldRole& one : held) one.name = names[one.grant.employee];
  return held;
}

std::vector<UnitView> list_units(session::Session& session) {
  session.require_right(academy::Right::kLookPeople);
  academy::Scope scope = session.scope();
  const academy::OrgTree& tree = session.tree();
  auto counts = store::count_people_by_unit(session.database(), scope, session.today());
  std::vector<UnitView> views;
  for (const academy::Org* unit : tree.units_in(scope.range())) {
    UnitView view{*unit, 0, counts[unit->code], 0};
    for (const academy::Org* each : tree.units_in(tree.range_of(unit->code)))
      view.people_below += counts[each->code];
    auto above = std::find_if(views.begin(), views.end(),
                              [&](const UnitView& one) { return one.unit.code == unit->parent; });
    if (above != views.end()) view.depth = above->depth + 1;
    views.push_back(view);
  }
  return views;
}

}  // namespace xueshi::view
