// Condition: what a `when:` says – a question about declared facts, answered yes or no.
//
// One atom compares one fact with constants. A missing fact is a value of its own and fits no
// positive atom. Listing atoms means "and"; `any_of` and `none_of` combine groups (design.md §2.1).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
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

class Condition {
 public:
  struct Node;

  Condition();  // always true
  explicit Condition(std::shared_ptr<const Node> root);
  ~Condition();
  Condition(const Condition&);
  Condition& operator=(const Condition&);

  // Requires: facts has one value per fact of the vocabulary that the condition was parsed with.
  bool holds(const Facts& facts) const;
  bool always() const;  // true where nothing is asked

  // As written, on one line and in a fixed order: `rank: division_level, any_of(…)`. For `policy
  // show`.
  std::string render() const;

  const Node* root() const { return root_.get(); }

 private:
  std::shared_ptr<const Node> root_;
};

// Asks whether the fact of that name is this word; asks nothing where there is no such fact.
Condition fact_is(const Vocabulary& vocabulary, std::string_view name, const std::string& word);

// Facts under which both hold; absent where none exist. Decided exactly: only the constants that
// the two name, their neighbours, and "missing" matter.
std::optional<Facts> find_overlap(const Vocabulary& vocabulary, const Condition& a,
                                  const Condition& b);

// Facts under which none holds; absent where together they cover everything.
std::optional<Facts> find_gap(const Vocabulary& vocabulary,
                              const std::vector<Condition>& conditions);

// The facts that a condition asks about: ascending indices into its vocabulary.
std::vector<std::size_t> facts_asked(const Condition& condition);

// "rank = staff, hired_in missing": the facts of an overlap or a gap that matter, for a message.
std::string render(const Vocabulary& vocabulary, const Facts& facts);

}  // namespace xueshi::condition
