// Vocabulary: the facts that may be asked about, and their values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace xueshi::condition {

enum class FactType {
  kFlag,    // true or false
  kChoice,  // one of the declared words
  kText,    // any text: a code, a name
  kNumber,  // a whole number: a year, a count
};

// How an atom of that name compares: `hired_in: 2017` is equality, `hired_before: 2017` is "less
// than" on the same fact.
enum class Comparison { kEquals, kLess, kGreater };

struct FactDeclaration {
  std::string name;  // of the fact
  FactType type = FactType::kText;
  std::vector<std::string> choices;  // of a kChoice
  bool always_known = false;         // never missing: a gap does not count "missing"
};

struct AtomDeclaration {
  std::string key;       // as written in the file: `hired_before`
  std::size_t fact = 0;  // index into Vocabulary::facts
  Comparison comparison = Comparison::kEquals;
  std::vector<std::string> words;  // named constants beside literal ones, e.g. `reporting_year`
};

// The facts that a kind of subject has, and the words that ask for them. Declared by the room that
// owns the subject (academy::person_vocabulary()).
struct Vocabulary {
  std::vector<FactDeclaration> facts;
  std::vector<AtomDeclaration> atoms;
};

using Value = std::variant<std::monostate, bool, std::int64_t, std::string>;  // monostate: missing

// One value per fact, in the order of Vocabulary::facts.
using Facts = std::vector<Value>;

}  // namespace xueshi::condition
