// 培训统计: hours of people and units, classes of a year.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hours/statement.h"
#include "policy/policy.h"
#include "session/session.h"
#include "store/records.h"
#include "yearend/backbone.h"
#include "yearend/summary.h"

namespace xueshi::view {

// One person's figures, with what each account holds.
struct PersonHours {
  yearend::BackboneLine line;
  std::string org;                           // the unit's code
  std::vector<hours::AccountLine> accounts;  // parallel to Policy::accounts
};

// 职工学习总体情况统计 with accounts: everybody of the year, by total hours descending, then
// employee number. `through`: a month, 1–12, after whose end nothing counts; absent: the whole
// year.
std::vector<PersonHours> overview_hours(session::Session& session, base::Year year,
                                        const std::string& org, std::optional<int> through);

// A page of the same people, sorted by what stands on record: only theirs is added up.
using store::PeopleOfYearPage;
using store::PeopleOrder;
struct StaffPage {
  std::vector<PersonHours> rows;
  std::int64_t total = 0;
  std::int64_t begin = 0;
};
StaffPage leaf_staff(session::Session& session, base::Year year, const std::string& org,
                     std::optional<int> through, const PeopleOfYearPage& page);

// 机构培训时间统计表: sums over people.
struct UnitHours {
  std::string org;
  std::string name;
  std::int64_t people = 0;
  std::int64_t required = 0;  // with the requirement
  std::int64_t met = 0;       // of those
  base::Hours total;
  base::Hours effective;
  std::vector<base::Hours> accounts;  // total of each; parallel to Policy::accounts
  std::int64_t average_hundredths() const;
};
// A line for each unit right below `org` (empty: the acting role's own), in the order of the tree,
// then one for the people of the unit itself where there are any.
std::vector<UnitHours> sum_by_unit(session::Session& session, const std::string& org,
                                   const std::vector<PersonHours>& people);

// The account below the root in which the platform's courses count; absent where none takes them.
std::optional<policy::AccountIndex> online_account(const policy::Policy& policy);

// The classes of a unit's year that count, and how many were carried out (domain.md §4).
yearend::ClassFigures class_figures(session::Session& session, base::Year year,
                                    const std::string& org);

}  // namespace xueshi::view
