#include "condition/condition.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "condition/node.h"

namespace xueshi::condition {

namespace {

// A constant of an atom, so many years back where it moves along with the year.
std::int64_t moved(const Node& atom, const std::vector<Value>& values, std::size_t i, int years) {
  std::int64_t number = std::get<std::int64_t>(values[i]);
  if (years == 0 || !atom.moves[i]) return number;
  if (atom.before.empty()) return number - years;
  base::Date day = day_of(number) - std::chrono::years(years);
  if (!day.ok()) day = day.year() / day.month() / std::chrono::last;
  return day_number(day);
}

bool fits(const Node& atom, std::size_t i, const Value& value, int years_back) {
  const Value& constant = atom.constants[i];
  const auto* number = std::get_if<std::int64_t>(&value);
  if (number == nullptr) {
    return atom.comparison == Comparison::kEquals && value == constant &&
           !std::holds_alternative<std::monostate>(value);
  }
  if (!std::holds_alternative<std::int64_t>(constant)) return false;
  std::int64_t limit = moved(atom, atom.constants, i, years_back);
  switch (atom.comparison) {
    case Comparison::kEquals:
      return atom.before.empty()
                 ? *number == limit
                 : *number >= limit && *number < moved(atom, atom.before, i, years_back);
    case Comparison::kLess:
      return *number < limit;
    case Comparison::kGreater:
      return *number > limit;
    case Comparison::kAtLeast:
      return *number >= limit;
  }
  return false;
}

bool holds(const Node& node, const Facts& facts, int years_back = 0) {
  auto part_holds = [&](const auto& part) { return holds(*part, facts, years_back); };
  switch (node.kind) {
    case Node::Kind::kAll:
      return std::all_of(node.parts.begin(), node.parts.end(), part_holds);
    case Node::Kind::kAny:
      return std::any_of(node.parts.begin(), node.parts.end(), part_holds);
    case Node::Kind::kNone:
      return std::none_of(node.parts.begin(), node.parts.end(), part_holds);
    case Node::Kind::kAtom:
      for (std::size_t i = 0; i < node.constants.size(); ++i) {
        if (fits(node, i, facts[node.fact], years_back)) return true;
      }
      return false;
  }
  return false;
}

// What is known of a node while only the facts before `known` have a value.
enum class Truth { kNo, kUnknown, kYes };

Truth judge(const Node& node, const Facts& facts, std::size_t known) {
  if (node.kind == Node::Kind::kAtom) {
    if (node.fact >= known) return Truth::kUnknown;
    return holds(node, facts) ? Truth::kYes : Truth::kNo;
  }
  // One part that decides is enough; else all must be known.
  Truth decides = node.kind == Node::Kind::kAll ? Truth::kNo : Truth::kYes;
  bool all_known = true;
  for (const auto& part : node.parts) {
    Truth truth = judge(*part, facts, known);
    if (truth == decides) return node.kind == Node::Kind::kAny ? Truth::kYes : Truth::kNo;
    all_known = all_known && truth != Truth::kUnknown;
  }
  if (!all_known) return Truth::kUnknown;
  return node.kind == Node::Kind::kAny ? Truth::kNo : Truth::kYes;
}

Truth judge(const Condition& condition, const Facts& facts, std::size_t known) {
  return condition.root() == nullptr ? Truth::kYes : judge(*condition.root(), facts, known);
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
    for (const Value& constant : node->constants) add_constant(node->fact, constant);
    for (const Value& constant : node->before) add_constant(node->fact, constant);
  }

  // Facts nobody asks about stay missing.
  std::vector<std::vector<Value>> all() const {
    std::vector<std::vector<Value>> lists;
    for (std::size_t i = 0; i < values_.size(); ++i) lists.push_back(of(i));
    return lists;
  }

 private:
  void add_constant(std::size_t fact, const Value& constant) {
    add_value(fact, constant);
    if (const auto* number = std::get_if<std::int64_t>(&constant)) {
      add_value(fact, *number - 1);
      add_value(fact, *number + 1);
    }
  }
  void add_value(std::size_t fact, Value value) { values_[fact].insert(std::move(value)); }

  // Those that are named somewhere, and one that is not.
  static std::vector<Value> choices_that_differ(const FactDeclaration& declaration,
                                                const std::set<Value>& named) {
    std::vector<Value> list;
    bool has_other = false;
    for (const std::string& choice : declaration.choices) {
      bool is_named = named.count(Value(choice)) > 0;
      if (is_named || !has_other) list.emplace_back(choice);
      has_other = has_other || !is_named;
    }
    return list;
  }

  std::vector<Value> of(std::size_t fact) const {
    if (values_[fact].empty()) return {Value{}};
    const FactDeclaration& declaration = vocabulary_.facts[fact];
    std::vector<Value> list;
    if (declaration.type == FactType::kFlag) {
      list = {true, false};
    } else if (declaration.type == FactType::kChoice) {
      list = choices_that_differ(declaration, values_[fact]);
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

// The first combination of the candidates for which `can_be` says no at no step on the way; it sees
// the facts before `known` only, so whole branches are left out as soon as they are hopeless.
template <typename CanBe>
std::optional<Facts> search(const std::vector<std::vector<Value>>& candidates, CanBe can_be) {
  Facts facts(candidates.size());
  auto descend = [&](auto& self, std::size_t known) -> bool {
    if (!can_be(facts, known)) return false;
    if (known == candidates.size()) return true;
    for (const Value& value : candidates[known]) {
      facts[known] = value;
      if (self(self, known + 1)) return true;
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

std::string render_value(const FactDeclaration& fact, const Value& value) {
  if (fact.type == FactType::kDate) return base::render(day_of(std::get<std::int64_t>(value)));
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* number = std::get_if<std::int64_t>(&value)) return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return "";
}

}  // namespace

std::int64_t day_number(base::Date day) {
  return std::chrono::sys_days(day).time_since_epoch().count();
}

base::Date day_of(std::int64_t number) {
  return base::Date(std::chrono::sys_days(std::chrono::days(number)));
}

Condition::Condition() = default;
Condition::Condition(std::shared_ptr<const Node> root) : root_(std::move(root)) {}
Condition::~Condition() = default;
Condition::Condition(const Condition&) = default;
Condition& Condition::operator=(const Condition&) = default;

bool Condition::holds(const Facts& facts, int years_back) const {
  return root_ == nullptr || condition::holds(*root_, facts, years_back);
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
  return search(candidates.all(), [&](const Facts& facts, std::size_t known) {
    return judge(a, facts, known) != Truth::kNo && judge(b, facts, known) != Truth::kNo;
  });
}

std::optional<Facts> find_beside(const Vocabulary& vocabulary, const Condition& condition,
                                 const std::vector<Condition>& others) {
  Candidates candidates(vocabulary);
  candidates.add(condition.root());
  for (const Condition& other : others) candidates.add(other.root());
  return search(candidates.all(), [&](const Facts& facts, std::size_t known) {
    return judge(condition, facts, known) != Truth::kNo &&
           std::none_of(others.begin(), others.end(), [&](const Condition& other) {
             return judge(other, facts, known) == Truth::kYes;
           });
  });
}

std::optional<Facts> find_gap(const Vocabulary& vocabulary,
                              const std::vector<Condition>& conditions) {
  Candidates candidates(vocabulary);
  for (const Condition& condition : conditions) candidates.add(condition.root());
  return search(candidates.all(), [&](const Facts& facts, std::size_t known) {
    return std::none_of(conditions.begin(), conditions.end(), [&](const Condition& condition) {
      return judge(condition, facts, known) == Truth::kYes;
    });
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
    parts.push_back(fmt::format("{} = {}", vocabulary.facts[i].name,
                                render_value(vocabulary.facts[i], facts[i])));
  }
  return parts.empty() ? "什么都没有填写" : base::join(parts, ", ");
}

Condition fact_is(const Vocabulary& vocabulary, std::string_view name, const std::string& word) {
  for (std::size_t i = 0; i < vocabulary.facts.size(); ++i) {
    if (vocabulary.facts[i].name != name) continue;
    auto atom = std::make_shared<Node>();
    atom->kind = Node::Kind::kAtom;
    atom->key = name;
    atom->fact = i;
    atom->constants = {Value(word)};
    atom->moves = {false};
    atom->shown = {word};
    return Condition(std::move(atom));
  }
  return Condition();
}

}  // namespace xueshi::condition
