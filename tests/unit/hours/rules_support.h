// Policies for tests of the hours: the real rules files, and one whose accounts have other names.
#pragma once

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "academy/person.h"
#include "hours/statement.h"
#include "policy/policy.h"

namespace xueshi::hours::test {

inline policy::Shelf real_shelf() {
  policy::Shelf shelf;
  for (int year : {2016, 2020, 2023}) {
    std::string name = "rules/" + std::to_string(year) + ".yaml";
    std::ifstream file(std::string(XUESHI_SOURCE_DIR "/") + name, std::ios::binary);
    shelf.by_year[year] = {name, {std::istreambuf_iterator<char>(file), {}}};
  }
  return shelf;
}

// The policy of a year from a shelf; a mistake in it fails the test.
inline policy::Policy load_policy(int year, const policy::Shelf& shelf = real_shelf()) {
  base::Findings findings;
  auto policy = policy::resolve(academy::person_vocabulary(), shelf, base::Year(year), findings);
  for (const base::Finding& finding : findings.kept()) ADD_FAILURE() << base::render(finding);
  return policy.value_or(policy::Policy());
}

inline LearningRecord record(std::string number, std::string source, std::string start,
                             std::string length,
                             std::string status = std::string(place::kApproved)) {
  LearningRecord one;
  one.number = std::move(number);
  one.source = std::move(source);
  one.title = "培训" + one.number;
  one.start = base::parse_local_time(start).value();
  one.year = base::year_of(one.start.date);
  one.length = base::parse_hours(length).value();
  one.status = std::move(status);
  return one;
}

// As the database adds them up: the approved ones, by source.
inline OnRecord sums_of(const std::vector<LearningRecord>& records) {
  std::vector<SourceSum> sums;
  for (const LearningRecord& each : records) {
    if (!each.counts()) continue;
    auto at = std::find_if(sums.begin(), sums.end(),
                           [&](const SourceSum& sum) { return sum.source == each.source; });
    if (at == sums.end()) at = sums.insert(at, {each.source, {}, {}});
    at->sum += each.length;
    at->longest = std::max(at->longest, each.length);
  }
  return {sums, {}, {}, false};
}

inline Learner learner(const policy::Policy& policy, const academy::Person& person = {}) {
  return learner_of(policy, person, "I1", "D1");
}

}  // namespace xueshi::hours::test
