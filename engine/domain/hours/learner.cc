#include "hours/learner.h"

#include "base/text.h"

namespace xueshi::hours {

namespace {

condition::Value value_of(const policy::Fact& fact, const std::string& text) {
  switch (fact.type) {
    case policy::Fact::Type::kYear:
      if (auto year = base::parse_year(text)) return static_cast<std::int64_t>(year->value());
      break;
    case policy::Fact::Type::kFlag:
      if (text == "是" || text == "否") return text == "是";
      break;
    case policy::Fact::Type::kChoice:
      if (base::contains(fact.choices, text)) return text;
      break;
  }
  return {};
}

}  // namespace

Learner learner_of(const policy::Policy& policy, const academy::Person& person,
                   std::string_view institute, std::string_view department,
                   std::vector<Absence> absences) {
  Learner learner;
  learner.facts = academy::facts_of(person, policy.last_day(policy.year), institute, department);
  for (const policy::Fact& fact : policy.facts) {
    auto given = person.facts.find(fact.name);
    learner.facts.push_back(given == person.facts.end() ? condition::Value{}
                                                        : value_of(fact, given->second));
  }
  learner.employment = person.employment;
  learner.absences = std::move(absences);
  return learner;
}

base::Date day_asked_about(const policy::Policy& policy, base::Date today) {
  base::Date last = policy.last_day(policy.year);
  return policy.first_day(policy.year) <= today && today <= last ? today : last;
}

Learner learner_of(const academy::OrgTree& tree, const policy::Policy& policy,
                   const academy::Person& person, base::Date today, std::vector<Absence> absences) {
  const academy::Org* institute = tree.institute_of(person.org);
  bool in_department = tree.find(person.org)->level == academy::OrgLevel::kDepartment;
  Learner learner = learner_of(policy, person, institute ? institute->code : "",
                               in_department ? person.org : "", std::move(absences));
  learner.day = day_asked_about(policy, today);
  return learner;
}

condition::Facts facts_in(const policy::Policy& policy, const Learner& learner, base::Year year) {
  condition::Facts facts = learner.facts;
  academy::set_hired(facts, learner.employment, policy.last_day(year));
  return facts;
}

}  // namespace xueshi::hours
