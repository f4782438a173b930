#include "view/staff.h"

#include "item/look.h"
#include "item/tally.h"
#include "store/people.h"
#include "view/statistics.h"

namespace xueshi::view {

namespace {

bool has_requirement(const session::Session& session, const std::optional<base::Year>& year,
                     const academy::Person& person) {
  if (!year) return person.hours_required;
  const policy::Policy& policy = session.policy(*year);
  return policy.exemption_for(item::learner_of(session, policy, person).facts) == nullptr;
}

bool fits(const session::Session& session, const PersonFilter& filter,
          const academy::Person& person) {
  if (filter.year && !academy::is_employed_in(person.employment, *filter.year)) return false;
  if (filter.new_hires) {
    base::Year year = filter.year.value_or(base::year_of(session.today()));
    auto hired = academy::hired_as_of(person.employment, year);
    if (!hired || base::year_of(*hired) != year) return false;
  }
  return !filter.required || has_requirement(session, filter.year, person);
}

}  // namespace

std::vector<PersonView> list_people(session::Session& session, const PersonFilter& filter) {
  session.require_right(academy::Right::kLookPeople);
  academy::Scope scope = session.list_scope(filter.org);
  std::vector<PersonView> views;
  database::Transaction snapshot(session.database(), database::Transaction::Mode::kSnapshot);
  store::for_each_person(session.database(), scope, [&](const academy::Person& person) {
    if (fits(session, filter, person))
      views.push_back({person, item::institute_name(session.tree(), person),
                       item::department_name(session.tree(), person)});
  });
  return views;
}

std::vector<yearend::BackboneLine> overview_staff(session::Session& session, base::Year year,
                                                  const std::string& org) {
  std::vector<yearend::BackboneLine> lines;
  for (PersonHours& one : overview_hours(session, year, org, std::nullopt))
    lines.push_back(std::move(one.line));
  return lines;
}

}  // namespace xueshi::view
