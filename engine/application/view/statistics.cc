#include "view/statistics.h"

#include <algorithm>

#include "item/tally.h"
#include "store/records.h"

namespace xueshi::view {

namespace {

// The day after the last one that counts.
std::optional<base::Date> day_after(base::Year year, std::optional<int> through) {
  if (!through || *through < 1 || *through >= 12) return std::nullopt;
  return std::chrono::year(year.value()) / (*through + 1) / 1;
}

void add(UnitHours& unit, const PersonHours& person) {
  ++unit.people;
  if (!person.line.exempt && !person.line.open) {
    ++unit.required;
    unit.met += person.line.met ? 1 : 0;
  }
  unit.total += person.line.total;
  unit.effective += person.line.effective;
  unit.accounts.resize(person.accounts.size());
  for (std::size_t i = 0; i < person.accounts.size(); ++i)
    unit.accounts[i] += person.accounts[i].total;
}

}  // namespace

namespace {

// Takes people with their sums, and makes of them what the overview says.
store::OnPersonOfYear tallied_into(session::Session& session, base::Year year,
                                   std::vector<PersonHours>& all) {
  const policy::Policy& policy = session.policy(year);
  const academy::OrgTree& tree = session.tree();
  return [&session, &policy, &tree, &all](const academy::Person& person,
                                          const hours::OnRecord& on_record) {
    hours::Tally tally = hours::make_tally(
        policy, item::learner_of(session, policy, person, on_record.absences), on_record);
    yearend::BackboneLine line = item::backbone_line(tree, person, tally);
    line.candidate = policy.has_backbone && yearend::is_candidate(policy.backbone, tally);
    all.push_back({std::move(line), person.org, std::move(tally.accounts)});
  };
}

}  // namespace

std::vector<PersonHours> overview_hours(session::Session& session, base::Year year,
                                        const std::string& org, std::optional<int> through) {
  session.require_right(academy::Right::kLookStaff);
  academy::Scope scope = session.list_scope(org);
  std::vector<PersonHours> all;
  database::Transaction snapshot(session.database(), database::Transaction::Mode::kSnapshot);
  store::for_each_person_of_year(session.database(), scope, hours::reach_of(session.policy(year)),
                                 tallied_into(session, year, all), day_after(year, through));
  std::stable_sort(all.begin(), all.end(), [](const PersonHours& a, const PersonHours& b) {
    return b.line.total < a.line.total;  // by number already
  });
  return all;
}

StaffPage leaf_staff(session::Session& session, base::Year year, const std::string& org,
                     std::optional<int> through, const PeopleOfYearPage& page) {
  session.require_right(academy::Right::kLookStaff);
  academy::Scope scope = session.list_scope(org);
  StaffPage found;
  database::Transaction snapshot(session.database(), database::Transaction::Mode::kSnapshot);
  store::PeopleOfYearRows rows = store::leaf_people_of_year(
      session.database(), scope, hours::reach_of(session.policy(year)), page,
      tallied_into(session, year, found.rows), day_after(year, through));
  found.total = rows.total;
  found.begin = rows.begin;
  return found;
}

std::int64_t UnitHours::average_hundredths() const {
  if (people == 0) return 0;
  // Hundredths of an hour, half up: seconds over 36.
  std::int64_t per = people * 36;
  return (total.seconds() * 2 + per) / (per * 2);
}

std::vector<UnitHours> sum_by_unit(session::Session& session, const std::string& org,
                                   const std::vector<PersonHours>& people) {
  const academy::OrgTree& tree = session.tree();
  academy::OrgRange range = session.list_scope(org).range();
  std::vector<const academy::Org*> reached = tree.units_in(range);
  if (reached.empty()) return {};
  const academy::Org& top = *reached.front();
  std::vector<UnitHours> units;
  std::vector<academy::OrgRange> ranges;  // of the units, in the order of the tree
  for (const academy::Org* unit : reached) {
    if (unit->parent != top.code) continue;
    ranges.push_back(tree.range_of(unit->code));
    UnitHours& one = units.emplace_back();
    one.org = unit->code;
    one.name = unit->name;
  }
  UnitHours itself;
  itself.org = top.code;
  itself.name = top.name + "（本级）";
  for (const PersonHours& person : people) {
    std::int64_t at = tree.range_of(person.org).lo;
    auto next = std::upper_bound(
        ranges.begin(), ranges.end(), at,
        [](std::int64_t position, const academy::OrgRange& range) { return position < range.lo; });
    auto before = static_cast<std::size_t>(next - ranges.begin());
    bool is_below = before > 0 && ranges[before - 1].contains(at);
    add(is_below ? units[before - 1] : itself, person);
  }
  if (itself.people > 0) units.push_back(itself);
  return units;
}

std::optional<policy::AccountIndex> online_account(const policy::Policy& policy) {
  if (policy.delivered.empty()) return std::nullopt;
  std::optional<policy::AccountIndex> at = policy.find_leaf(policy.delivered.front());
  while (at && policy.accounts[*at].parent && policy.accounts[*at].parent != 0)
    at = policy.accounts[*at].parent;
  return at;
}

yearend::ClassFigures class_figures(session::Session& session, base::Year year,
                                    const std::string& org) {
  session.require_right(academy::Right::kLookPlanRates);
  return item::count_classes(session, session.list_scope(org), year);
}

}  // namespace xueshi::view
