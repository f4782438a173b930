// Parses `when:` nodes.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "condition/condition.h"
#include "yaml/reader.h"

namespace xueshi::condition {

// Named constants, e.g. {"reporting_year", 2017}; an atom accepts those that its declaration lists.
// They move along with the reporting year. Of a kDate a constant is a day, a year – which begins on
// `year_begins` –, or a day of a named one: `reporting/03-01`, `previous/11-01`.
struct Words {
  std::map<std::string, std::int64_t> years;
  base::MonthDay year_begins{1, 1};
};

// A map of atoms (and), `any_of: [ … ]` and `none_of: [ … ]` lists of such maps. An atom takes one
// constant or a list of them (any). Mistakes are findings with the reader's prefix: unknown-fact,
// unknown-word, wrong-value, wrong-kind. The result is only good where none was added.
Condition parse_condition(yaml::Reader& reader, const yaml::Node& node,
                          const Vocabulary& vocabulary, const Words& words);

}  // namespace xueshi::condition
