// People as administrators look at them: lists for upkeep, and the overview of their learning.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "academy/person.h"
#include "session/session.h"
#include "yearend/backbone.h"

namespace xueshi::view {

struct PersonView {
  academy::Person person;
  std::string institute;  // names
  std::string department;
};

struct PersonFilter {
  std::optional<base::Year> year;  // employed in that year; absent: everybody on record
  bool new_hires = false;          // 新入职 of that year; absent: of this one
  bool required = false;           // with an hours requirement; of that year where one is given
  std::string org;                 // a unit below the acting role's; empty: all of it
};
// For department, institute and academy administrators; by employee number.
std::vector<PersonView> list_people(session::Session& session, const PersonFilter& filter);

// 职工学习总体情况统计: everybody of the year, by total hours descending, then employee number.
std::vector<yearend::BackboneLine> overview_staff(session::Session& session, base::Year year,
                                                  const std::string& org);

}  // namespace xueshi::view
