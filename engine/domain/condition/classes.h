// Classes: the finitely many kinds of subjects that some conditions can tell apart. Values of a
// fact between which no atom draws a line are one class.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "condition/condition.h"

namespace xueshi::condition {

// Of one fact. Values of one class behave alike; `first` stands for it.
struct FactClasses {
  FactDeclaration fact;
  std::vector<Value> first;  // numbers and days ascending; missing last, where it may be
  bool is_asked = true;      // false: one class, of which nothing is known
};

// One for every fact of the vocabulary; a fact that nobody asks about has one class.
std::vector<FactClasses> classes_of(const Vocabulary& vocabulary,
                                    const std::vector<Condition>& conditions);
// The classes that both tell apart, of a fact that both have.
FactClasses joined(const FactClasses& a, const FactClasses& b);

// Some classes of a fact, in words: "rank = staff", "2024-01-01 ≤ hired < 2025-01-01",
// "hired 未填写".
std::string render(const FactClasses& classes, const std::set<std::size_t>& some);

// Subjects as one class of each fact.
using Kind = std::vector<std::size_t>;
// Every combination. Stops, and returns false, where on_kind does.
bool for_each_kind(const std::vector<FactClasses>& facts,
                   const std::function<bool(const Kind&)>& on_kind);
// How many there are; at most `most` + 1.
std::size_t count_kinds(const std::vector<FactClasses>& facts, std::size_t most);

// Kinds in as few lines as a plain merging gives; facts that do not matter are left out. Empty
// text: everybody.
std::vector<std::string> render(const std::vector<FactClasses>& facts,
                                const std::vector<Kind>& kinds);

}  // namespace xueshi::condition
