// Sources of hours that convert, and further facts of people, as a policy declares them
// (policy.md §1: `sources`, `facts`).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/hours.h"

namespace xueshi::policy {

// An exact fraction; the denominator is positive.
struct Fraction {
  std::int64_t numerator = 1;
  std::int64_t denominator = 1;
  base::Hours of(base::Hours whole) const;  // cut down to the second
  bool operator==(const Fraction&) const = default;
};

// `40`, `2.5`, `1/3`; absent for anything else. `allows_negative`: `-3`.
std::optional<Fraction> parse_fraction(std::string_view text, bool allows_negative = false);

// The unit of sources that none is said of.
inline constexpr std::string_view kHourUnit = "学时";

struct Source {
  std::string name;
  std::string unit;  // what the column 学时 of `learning` then holds; kHourUnit where not said
  Fraction worth;    // in hours, of one unit
  // `worth: {by: 作者排序, first: 46, step: -3}`: of the first author, and for each one after.
  std::optional<Fraction> step;
  std::optional<base::Hours> at_most;        // of one record, converted
  bool best_of = false;                      // one work (成果编号) counts once, the highest
  int spread = 1;                            // over so many years, its own the first
  std::optional<base::MonthDay> late_until;  // of the next year: last year's 年度 until then

  // What a record of so much – seconds, or 3,600 for each unit – is worth; rounded half up to the
  // second. `author`: 作者排序, from 1; 0 where nobody said.
  base::Hours convert(base::Hours amount, std::int64_t author) const;
  // Of the parts over the years of `spread`, that of the year so many after the first.
  base::Hours part(base::Hours converted, int year) const;
  bool operator==(const Source&) const = default;
};

// A further column of `people`.
struct Fact {
  enum class Type { kYear, kFlag, kChoice };
  std::string name;
  Type type = Type::kFlag;
  std::vector<std::string> choices;  // of kChoice
  bool operator==(const Fact&) const = default;
};

// The columns of `learning` that sources may ask for.
inline constexpr const char* kWorkColumn = "成果编号";    // best_of
inline constexpr const char* kAuthorColumn = "作者排序";  // worth by

// What policies want to know beside what the program's own columns say.
struct FurtherColumns {
  std::vector<Fact> facts;  // of `people`; one name several times where policies differ in its type
  std::vector<std::string> reasons;  // 事由 of absences that somebody prorates
  bool works = false;                // kWorkColumn
  bool authors = false;              // kAuthorColumn
  // Words of all years, those of the latest rules first: 类别 of records, those of them that a
  // platform delivers, 培训类别, 是否精品.
  std::vector<std::string> sources, delivered, categories, excellence;
  // Of a name; in the order in which they came.
  std::vector<const Fact*> find_facts(std::string_view name) const;
};

}  // namespace xueshi::policy
