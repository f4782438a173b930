// Vocabulary: the facts that may be asked about, and their values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/date.h"

namespace xueshi::condition {

enum class FactType {
  kFlag,    // true or false
  kChoice,  // one of the declared words
  kText,    // any text: a code, a name
  kNumber,  // a whole number: a year, a count
  kDate,    // a day, as the number of day_number()
};

// How an atom of that name compares: `hired_in: 2017` is equality, `hired_before: 2017` is "less
// than" on the same fact. A day equals a year that it lies in.
enum class Comparison { kEquals, kLess, kGreater, kAtLeast };

// What people say for a word of the files: 处级 → division_level.
using Said = std::vector<std::pair<std::string, std::string>>;

struct FactDeclaration {
  std::string name;  // of the fact
  FactType type = FactType::kText;
  std::vector<std::string> choices;  // of a kChoice
  bool always_known = false;         // never missing: a gap does not count "missing"
  Said said = {};                    // of the choices
};

struct AtomDeclaration {
  std::string key;       // as written in the file: `hired_before`
  std::size_t fact = 0;  // index into Vocabulary::facts
  Comparison comparison = Comparison::kEquals;
  std::vector<std::string> words;      // named constants beside literal ones, e.g. `reporting_year`
  std::vector<std::string> said = {};  // what people call it: 职级
};

// The facts that a kind of subject has, and the words that ask for them. Declared by the room that
// owns the subject (academy::person_vocabulary()).
struct Vocabulary {
  std::vector<FactDeclaration> facts;
  std::vector<AtomDeclaration> atoms;
  Said said = {};  // of the atoms' words: 本年度 → reporting_year
};

using Value = std::variant<std::monostate, bool, std::int64_t, std::string>;  // monostate: missing

// One value per fact, in the order of Vocabulary::facts.
using Facts = std::vector<Value>;

// Days since 1970-01-01: how facts of kDate are kept.
std::int64_t day_number(base::Date day);
base::Date day_of(std::int64_t number);

}  // namespace xueshi::condition
