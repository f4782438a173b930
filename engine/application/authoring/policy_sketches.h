// Sketches: people and records near the borders of a policy's rules, among which cases are looked
// for that hold its numbers (`policy test --propose`).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "policy/policy.h"
#include "proving/policy_cases.h"

namespace xueshi::authoring {

// One line of `records`.
struct SketchedRecord {
  base::Date start;
  std::string source;                // `roster:讲座` of one category
  base::Hours amount;                // 3,600 seconds for each unit of the source
  std::optional<base::Year> year{};  // 年度, where it is not the start's
  int author = 0;                    // 作者排序; 0: not said
};

// What a case says before `expect`.
struct Sketch {
  base::Year year;
  std::vector<std::pair<std::string, std::string>> person{};  // key and value, as they are written
  std::vector<SketchedRecord> records{};
  std::optional<base::Date> day{};
  std::optional<std::int64_t> headcount{}, requests{};
  std::string plan{};
};

// From the simplest on: whom each requirement fits, with what it needs exactly and a second less;
// what fills every cap; each source; the days, years and people that other rules turn on.
std::vector<Sketch> make_sketches(const policy::Policy& policy);
// Whoever is judged by another requirement or exemption under `moved`, which differs from the
// policy in one number; an ARP headcount that needs another number of backbone people.
std::vector<Sketch> sketches_between(const policy::Policy& policy, const policy::Policy& moved);

// As an item of `cases`, indented by two blanks; `expect` as it is written.
std::string render(const Sketch& sketch, const std::string& name, const std::string& expect);
// "90", "99小时59分59秒", "1秒".
std::string render_amount(base::Hours amount);

}  // namespace xueshi::authoring
