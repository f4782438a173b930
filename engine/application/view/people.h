// 人员管理: people as their administrators keep them, the roles they hold, and the units.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "academy/contact.h"
#include "hours/learner.h"
#include "session/session.h"
#include "store/people_list.h"
#include "view/staff.h"

namespace xueshi::view {

// As faces say them.
using store::PeopleAsked;
using store::PeopleFilter;
using store::PeopleOrder;

// A page of the list. For department, institute and academy administrators, as list_people().
struct PeoplePage {
  std::vector<PersonView> rows;
  std::int64_t total = 0;
  std::int64_t begin = 0;  // of the first row, from 0
};
// `after`: the employee number of the last row before it; else `begin` counts. What lies beyond the
// end is the last page. `org`: a unit below the acting role's; empty: all of it.
struct PeoplePlace {
  std::string org;
  std::string after;
  std::int64_t begin = 0;
  std::int64_t size = 20;
};
PeoplePage leaf_people(session::Session& session, const PeopleAsked& asked,
                       const PeoplePlace& place);

// One of them. Refuses "person.not-found".
struct PersonFile {
  PersonView view;
  std::vector<academy::RoleGrant> roles;  // also those that ended or begin later
  academy::Contact contact;
  std::string registered;     // local time when the first password was issued; empty: not known
  std::int64_t revision = 0;  // 0: nothing was done to them
  std::vector<hours::Absence> absences;  // by first day
};
PersonFile show_person(session::Session& session, const std::string& employee);
// Whoever acts.
PersonFile show_myself(session::Session& session);

// Who holds which role today, at the units in reach; by unit, role and number. For who may give
// roles.
struct HeldRole {
  academy::RoleGrant grant;
  std::string name;
  std::string unit;
};
std::vector<HeldRole> list_roles(session::Session& session, const std::string& org);

// The units in reach in their order, with how many people belong to each itself.
struct UnitView {
  academy::Org unit;
  std::int64_t depth = 0;  // below the first
  std::int64_t people = 0;
  std::int64_t people_below = 0;  // with those of the units below it
};
std::vector<UnitView> list_units(session::Session& session);

}  // namespace xueshi::view
