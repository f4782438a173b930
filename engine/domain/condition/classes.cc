#include "condition/classes.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "base/text.h"
#include "condition/node.h"

namespace xueshi::condition {

namespace {

bool is_ordered(FactType type) { return type == FactType::kNumber || type == FactType::kDate; }

// Where an atom draws its lines: the first value on the other side of each.
void add_lines(const Node& atom, std::set<std::int64_t>& lines) {
  for (std::size_t i = 0; i < atom.constants.size(); ++i) {
    std::int64_t from = std::get<std::int64_t>(atom.constants[i]);
    switch (atom.comparison) {
      case Comparison::kEquals:
        lines.insert(from);
        lines.insert(atom.before.empty() ? from + 1 : std::get<std::int64_t>(atom.before[i]));
        break;
      case Comparison::kLess:
      case Comparison::kAtLeast:
        lines.insert(from);
        break;
      case Comparison::kGreater:
        lines.insert(from + 1);
        break;
    }
  }
}

struct Collected {
  bool is_asked = false;
  std::set<std::int64_t> lines;  // of numbers and days
  std::set<std::string> words;   // of choices and texts
};

void collect(const Node& node, std::vector<Collected>& facts, const Vocabulary& vocabulary) {
  for (const auto& part : node.parts) collect(*part, facts, vocabulary);
  if (node.kind != Node::Kind::kAtom) return;
  Collected& fact = facts[node.fact];
  fact.is_asked = true;
  if (is_ordered(vocabulary.facts[node.fact].type)) return add_lines(node, fact.lines);
  for (const Value& constant : node.constants) {
    if (const auto* word = std::get_if<std::string>(&constant)) fact.words.insert(*word);
  }
}

std::vector<Value> ordered(const std::set<std::int64_t>& lines) {
  std::vector<Value> first;
  if (!lines.empty()) first.emplace_back(*lines.begin() - 1);
  for (std::int64_t line : lines) first.emplace_back(line);
  return first;
}

// A text that no condition names.
constexpr const char* kOther = "（其他）";

std::vector<Value> values_of(const FactDeclaration& fact, const Collected& collected) {
  if (!collected.is_asked) return {Value{}};
  std::vector<Value> first;
  if (fact.type == FactType::kFlag) {
    first = {true, false};
  } else if (fact.type == FactType::kChoice) {
    for (const std::string& choice : fact.choices) first.emplace_back(choice);
  } else if (fact.type == FactType::kText) {
    for (const std::string& word : collected.words) first.emplace_back(word);
    first.emplace_back(std::string(kOther));
  } else {
    first = ordered(collected.lines);
  }
  if (!fact.always_known) first.emplace_back();
  return first;
}

bool is_missing(const Value& value) { return std::holds_alternative<std::monostate>(value); }

std::string text_of(const FactDeclaration& fact, const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    return fact.type == FactType::kDate ? base::render(day_of(*number)) : std::to_string(*number);
  }
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return "未填写";
}

// Neighbouring classes of numbers or days as one stretch.
std::string stretch(const FactClasses& classes, std::size_t from, std::size_t to) {
  const FactDeclaration& fact = classes.fact;
  std::size_t last = classes.first.size() - (is_missing(classes.first.back()) ? 1 : 0);
  std::string text = fact.name;
  if (from > 0) text = text_of(fact, classes.first[from]) + " ≤ " + text;
  if (to + 1 < last) text += " < " + text_of(fact, classes.first[to + 1]);
  return text == fact.name ? fact.name + " 已填写" : text;
}

}  // namespace

std::vector<FactClasses> classes_of(const Vocabulary& vocabulary,
                                    const std::vector<Condition>& conditions) {
  std::vector<Collected> collected(vocabulary.facts.size());
  for (const Condition& condition : conditions) {
    if (condition.root() != nullptr) collect(*condition.root(), collected, vocabulary);
  }
  std::vector<FactClasses> all;
  for (std::size_t i = 0; i < collected.size(); ++i)
    all.push_back(
        {vocabulary.facts[i], values_of(vocabulary.facts[i], collected[i]), collected[i].is_asked});
  return all;
}

FactClasses joined(const FactClasses& a, const FactClasses& b) {
  if (!a.is_asked || !b.is_asked) return a.is_asked ? a : b;
  FactClasses both = a;
  for (const Value& value : b.first) {
    if (std::find(both.first.begin(), both.first.end(), value) == both.first.end())
      both.first.push_back(value);
  }
  // Missing stands last, the rest in order; numbers are ascending.
  std::stable_sort(both.first.begin(), both.first.end(), [](const Value& x, const Value& y) {
    if (is_missing(x) != is_missing(y)) return is_missing(y);
    const auto *m = std::get_if<std::int64_t>(&x), *n = std::get_if<std::int64_t>(&y);
    return m != nullptr && n != nullptr && *m < *n;
  });
  return both;
}

std::string render(const FactClasses& classes, const std::set<std::size_t>& some) {
  if (some.size() == classes.first.size()) return "";
  std::vector<std::string> parts, words;
  for (auto at = some.begin(); at != some.end(); ++at) {
    const Value& value = classes.first[*at];
    if (is_missing(value)) {
      parts.push_back(classes.fact.name + " 未填写");
    } else if (is_ordered(classes.fact.type)) {
      std::size_t from = *at, to = from;
      while (std::next(at) != some.end() && *std::next(at) == to + 1 &&
             !is_missing(classes.first[to + 1])) {
        ++at;
        ++to;
      }
      parts.push_back(stretch(classes, from, to));
    } else {
      words.push_back(text_of(classes.fact, value));
    }
  }
  if (!words.empty())
    parts.insert(parts.begin(), fmt::format("{} = {}", classes.fact.name, base::join(words, "、")));
  return base::join(parts, " 或 ");
}

bool for_each_kind(const std::vector<FactClasses>& facts,
                   const std::function<bool(const Kind&)>& on_kind) {
  Kind kind(facts.size());
  while (true) {
    if (!on_kind(kind)) return false;
    std::size_t i = kind.size();
    while (i > 0 && ++kind[i - 1] == facts[i - 1].first.size()) kind[--i] = 0;
    if (i == 0) return true;
  }
}

std::size_t count_kinds(const std::vector<FactClasses>& facts, std::size_t most) {
  std::size_t count = 1;
  for (const FactClasses& fact : facts) {
    count *= fact.first.size();
    if (count > most) return most + 1;
  }
  return count;
}

namespace {

// One line of an answer: some classes of each fact.
using Box = std::vector<std::set<std::size_t>>;

// Two that differ in one fact alone become one.
bool merge(Box& into, const Box& other) {
  std::optional<std::size_t> differs;
  for (std::size_t i = 0; i < into.size(); ++i) {
    if (into[i] == other[i]) continue;
    if (differs) return false;
    differs = i;
  }
  if (differs) into[*differs].insert(other[*differs].begin(), other[*differs].end());
  return true;
}

std::vector<Box> merged(std::vector<Box> boxes, std::size_t fact) {
  // Those that agree in all other facts are one.
  std::map<Box, std::set<std::size_t>> by_rest;
  std::vector<Box> order;
  for (Box& box : boxes) {
    std::set<std::size_t> own = std::move(box[fact]);
    box[fact].clear();
    auto [at, fresh] = by_rest.try_emplace(box);
    at->second.insert(own.begin(), own.end());
    if (fresh) order.push_back(box);
  }
  for (Box& box : order) box[fact] = by_rest.at(box);
  return order;
}

}  // namespace

std::vector<std::string> render(const std::vector<FactClasses>& facts,
                                const std::vector<Kind>& kinds) {
  std::vector<Box> boxes;
  for (const Kind& kind : kinds) {
    Box& box = boxes.emplace_back();
    for (std::size_t index : kind) box.push_back({index});
  }
  for (std::size_t fact = facts.size(); fact-- > 0;) boxes = merged(std::move(boxes), fact);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    for (std::size_t j = i + 1; j < boxes.size();) {
      if (merge(boxes[i], boxes[j])) {
        boxes.erase(boxes.begin() + static_cast<std::ptrdiff_t>(j));
        j = i + 1;
      } else {
        ++j;
      }
    }
  }
  std::vector<std::string> lines;
  for (const Box& box : boxes) {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < facts.size(); ++i) {
      std::string part = render(facts[i], box[i]);
      if (!part.empty()) parts.push_back(std::move(part));
    }
    lines.push_back(base::join(parts, "，"));
  }
  return lines;
}

}  // namespace xueshi::condition
