// Who is judged: what of a person decides about their hours.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "academy/org.h"
#include "academy/person.h"
#include "condition/condition.h"
#include "policy/policy.h"

namespace xueshi::hours {

// Both days included.
struct Absence {
  std::string reason;  // 事由
  base::Date from, to;
  bool operator==(const Absence&) const = default;
};

struct Learner {
  condition::Facts facts;  // of Policy::people, in the reporting year
  academy::Employment employment;
  std::vector<Absence> absences;
  std::optional<base::Date> day;  // asked about; absent: the reporting year's last
};

// Of the reporting year. `institute` and `department` are unit codes, or empty. Further facts of
// the person that the policy does not declare, or whose value it does not know, are missing.
Learner learner_of(const policy::Policy& policy, const academy::Person& person,
                   std::string_view institute, std::string_view department,
                   std::vector<Absence> absences = {});
// Under the tree of today, and of the day asked about.
Learner learner_of(const academy::OrgTree& tree, const policy::Policy& policy,
                   const academy::Person& person, base::Date today,
                   std::vector<Absence> absences = {});

// The day asked about: today, while the reporting year goes on; else its last (policy.md §1,
// `over`).
base::Date day_asked_about(const policy::Policy& policy, base::Date today);

// The same person's facts in an earlier year: of a later spell only from its year on.
condition::Facts facts_in(const policy::Policy& policy, const Learner& learner, base::Year year);

}  // namespace xueshi::hours
