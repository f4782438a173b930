#include "condition/condition.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "condition/node.h"

namespace xueshi::condition {

namespace {

using Node = Condition::Node;

bool fits(const Value& value, Comparison comparison, const Value& constant) {
  if (std::holds_alternative<std::monostate>(value)) return false;
  if (comparison == Comparison::kEquals) return value == constant;
  const auto* number = std::get_if<std::int64_t>(&value);
  const auto* limit = std::get_if<std::int64_t>(&constant);
  if (number == nullptr || limit == nullptr) return false;
  return comparison == Comparison::kLess ? *number < *limit : *number > *limit;
}

bool holds(const Node& node, const Facts& facts) {
  auto part_holds = [&](const auto& part) { return holds(*part, facts); };
  switch (node.kind) {
    case Node::Kind::kAll:
      return std::all_of(node.parts.begin(), node.parts.end(), part_holds);
    case Node::Kind::kAny:
      return std::any_of(node.parts.begin(), node.parts.end(), part_holds);
    case Node::Kind::kNone:
      return std::none_of(node.parts.begin(), node.parts.end(), part_holds);
    case Node::Kind::kAtom:
      return std::any_of(node.constants.begin(), node.constants.end(), [&](const Value& constant) {
        return fits(facts[node.fact], node.comparison, constant);
      });
  }
  return false;
}

std::string render_node(const Node& node) {
  if (node.kind == Node::Kind::kAtom) {
    std::string constants = base::join(node.shown, ", ");
    return fmt::format("{}: {}", node.key,
                       node.shown.size() == 1 ? constants : "[" + constants + "]");
  }
  std::vector<std::string> parts;
  for (const auto& part : node.parts) parts.push_back(render_node(*part));
  std::string text = base::join(parts, ", ");
  if (node.kind == Node::Kind::kAny) return fmt::format("any_of({})", text);
  if (node.kind == Node::Kind::kNone) return fmt::format("none_of({})", text);
  return text;
}

// --- what could be: overlaps and gaps ---

// The values of each fact that can make a difference. Two values that no atom tells apart behave
// alike, so the constants, their neighbours, one value beside them all, and "missing" are enough
// for an exact answer.
class Candidates {
 public:
  explicit Candidates(const Vocabulary& vocabulary)
      : vocabulary_(vocabulary), values_(vocabulary.facts.size()) {}

  void add(const Node* node) {
    if (node == nullptr) return;
    for (const auto& part : node->parts) add(part.get());
    if (node->kind != Node::Kind::kAtom) return;
    for (const Value& constant : node->constants) {
      add_value(node->fact, constant);
      if (const auto* number = std::get_if<std::int64_t>(&constant)) {
        add_value(node->fact, *number - 1);
        add_value(node->fact, *number + 1);
      }
    }
  }

  // Facts nobody asks about stay missing.
  std::vector<std::vector<Value>> all() const {
    std::vector<std::vector<Value>> lists;
    for (std::size_t i = 0; i < values_.size(); ++i) lists.push_back(of(i));
    return lists;
  }

 private:
  void add_value(std::size_t fact, Value value) { values_[fact].insert(std::move(value)); }

  std::vector<Value> of(std::size_t fact) const {
    if (values_[fact].empty()) return {Value{}};
    const FactDeclaration& declaration = vocabulary_.facts[fact];
    std::vector<Value> list;
    if (declaration.type == FactType::kFlag) {
      list = {true, false};
    } else if (declaration.type == FactType::kChoice) {
      for (const std::string& choice : declaration.choices) list.emplace_back(choice);
    } else {
      list.assign(values_[fact].begin(), values_[fact].end());
      if (declaration.type == FactType::kText) list.emplace_back(std::string("（其他）"));
    }
    if (!declaration.always_known) list.emplace_back();
    return list;
  }

  const Vocabulary& vocabulary_;
  std::vector<std::set<Value>> values_;
};

// The first combination of the candidates that `wanted` likes.
template <typename Wanted>
std::optional<Facts> search(const std::vector<std::vector<Value>>& candidates, Wanted wanted) {
  Facts facts(candidates.size());
  auto descend = [&](auto& self, std::size_t fact) -> bool {
    if (fact == candidates.size()) return wanted(facts);
    for (const Value& value : candidates[fact]) {
      facts[fact] = value;
      if (self(self, fact + 1)) return true;
    }
    return false;
  };
  if (descend(descend, 0)) return facts;
  return std::nullopt;
}

void collect_facts(const Node& node, std::set<std::size_t>& facts) {
  if (node.kind == Node::Kind::kAtom) facts.insert(node.fact);
  for (const auto& part : node.parts) collect_facts(*part, facts);
}

std::string render_value(const Value& value) {
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return "";
}

}  // namespace

Condition::Condition() = default;
Condition::Condition(std::shared_ptr<const Node> root) : root_(std::move(root)) {}
Condition::~Condition() = default;
Condition::Condition(const Condition&) = default;
Condition& Condition::operator=(const Condition&) = default;

bool Condition::holds(const Facts& facts) const {
  return root_ == nullptr || condition::holds(*root_, facts);
}

bool Condition::always() const {
  return root_ == nullptr || (root_->kind == Node::Kind::kAll && root_->parts.empty());
}

std::string Condition::render() const { return root_ == nullptr ? "" : render_node(*root_); }

std::optional<Facts> find_overlap(const Vocabulary& vocabulary, const Condition& a,
                                  const Condition& b) {
  Candidates candidates(vocabulary);
  candidates.add(a.root());
  candidates.add(b.root());
  return search(candidates.all(),
                [&](const Facts& facts) { return a.holds(facts) && b.holds(facts); });
}

std::optional<Facts> find_gap(const Vocabulary& vocabulary,
                              const std::vector<Condition>& conditions) {
  Candidates candidates(vocabulary);
  for (const Condition& condition : conditions) candidates.add(condition.root());
  return search(candidates.all(), [&](const Facts& facts) {
    return std::none_of(conditions.begin(), conditions.end(),
                        [&](const Condition& condition) { return condition.holds(facts); });
  });
}

std::vector<std::size_t> facts_asked(const Condition& condition) {
  std::set<std::size_t> facts;
  if (condition.root() != nullptr) collect_facts(*condition.root(), facts);
  return {facts.begin(), facts.end()};
}

std::string render(const Vocabulary& vocabulary, const Facts& facts) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    if (std::holds_alternative<std::monostate>(facts[i])) continue;
    parts.push_back(fmt::format("{} = {}", vocabulary.facts[i].name, render_value(facts[i])));
  }
  return parts.empty() ? "什么都没有填写" : base::join(parts, ", ");
}

}  // namespace xueshi::condition
