// Condition: what a `when:` says – a question about declared facts, answered yes or no.
//
// One atom compares one fact with constants. A missing fact is a value of its own and fits no
// positive atom. Listing atoms means "and"; `any_of` and `none_of` combine groups.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "condition/vocabulary.h"

namespace xueshi::condition {

struct Node;

class Condition {
 public:
  Condition();  // always true
  explicit Condition(std::shared_ptr<const Node> root);
  ~Condition();
  Condition(const Condition&);
  Condition& operator=(const Condition&);

  // Whether it holds in the year so many before the one it was parsed for: words such as
  // `reporting_year` move along. Requires: facts has one value per fact of the vocabulary that the
  // condition was parsed with.
  bool holds(const Facts& facts, int years_back = 0) const;
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

// Facts under which it holds and none of the others does; absent where none exist.
std::optional<Facts> find_beside(const Vocabulary& vocabulary, const Condition& condition,
                                 const std::vector<Condition>& others);

// Facts under which none holds; absent where together they cover everything.
std::optional<Facts> find_gap(const Vocabulary& vocabulary,
                              const std::vector<Condition>& conditions);

// The facts that a condition asks about: ascending indices into its vocabulary.
std::vector<std::size_t> facts_asked(const Condition& condition);

// "rank = staff, hired_in missing": the facts of an overlap or a gap that matter, for a message.
std::string render(const Vocabulary& vocabulary, const Facts& facts);

}  // namespace xueshi::condition
