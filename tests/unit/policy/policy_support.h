// The real rules files as a shelf, for tests.
#pragma once

#include <string>

#include "../sheet/error_cases.h"
#include "condition/condition.h"
#include "policy/policy.h"

namespace xueshi::test {

inline policy::Shelf real_shelf() {
  policy::Shelf shelf;
  for (int year : {2016, 2020, 2023}) {
    std::string name = "rules/" + std::to_string(year) + ".yaml";
    shelf.by_year[year] = {name, read_text(std::string(XUESHI_SOURCE_DIR) + "/" + name)};
  }
  return shelf;
}

// A few facts of a person, as policies ask for them; the whole vocabulary belongs to a room above.
inline const condition::Vocabulary& some_people() {
  using condition::Comparison;
  using condition::FactType;
  static const condition::Vocabulary kVocabulary = {
      {{"rank",
        FactType::kChoice,
        {"division_level", "staff"},
        false,
        {{"处级", "division_level"}}},
       {"hours_required", FactType::kFlag, {}},
       {"hired", FactType::kNumber, {}},
       {"institute", FactType::kText, {}}},
      {{"rank", 0, Comparison::kEquals, {}},
       {"hours_required", 1, Comparison::kEquals, {}},
       {"hired_in", 2, Comparison::kEquals, {"reporting_year"}},
       {"hired_before", 2, Comparison::kLess, {"reporting_year"}},
       {"institute", 3, Comparison::kEquals, {}}}};
  return kVocabulary;
}

}  // namespace xueshi::test
