#include "condition/parse.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/number.h"
#include "base/text.h"
#include "condition/node.h"

namespace xueshi::condition {

namespace {

using Part = std::shared_ptr<const Node>;

struct Parser {
  yaml::Reader& reader;
  const Vocabulary& vocabulary;
  const Words& words;

  Part parse_all(const yaml::Node& node) {
    auto all = std::make_shared<Node>();
    if (!reader.check_map(node)) return all;
    for (const yaml::Node::Entry& entry : node.entries) {
      if (entry.key == "any_of" || entry.key == "none_of") {
        all->parts.push_back(parse_group(entry));
      } else if (const AtomDeclaration* atom = find_atom(entry.key)) {
        all->parts.push_back(parse_atom(*atom, entry.value));
      } else {
        refuse_unknown(entry);
      }
    }
    return all;
  }

  Part parse_group(const yaml::Node::Entry& entry) {
    auto group = std::make_shared<Node>();
    group->kind = entry.key == "any_of" ? Node::Kind::kAny : Node::Kind::kNone;
    if (!entry.value.is_sequence() || entry.value.items.empty()) {
      reader.error(entry.value.mark, "wrong-kind",
                   fmt::format("'{}' 应为非空列表，每项是一组条件", entry.key));
      return group;
    }
    for (const yaml::Node& item : entry.value.items) group->parts.push_back(parse_all(item));
    return group;
  }

  Part parse_atom(const AtomDeclaration& declaration, const yaml::Node& node) {
    auto atom = std::make_shared<Node>();
    atom->kind = Node::Kind::kAtom;
    atom->key = declaration.key;
    atom->fact = declaration.fact;
    atom->comparison = declaration.comparison;
    if (node.is_sequence()) {
      if (node.items.empty()) reader.error(node.mark, "wrong-value", "列表不能为空");
      for (const yaml::Node& item : node.items) add_constant(*atom, declaration, item);
    } else {
      add_constant(*atom, declaration, node);
    }
    return atom;
  }

  void add_constant(Node& atom, const AtomDeclaration& declaration, const yaml::Node& node) {
    if (!node.is_scalar()) return reader.error(node.mark, "wrong-kind", "此处应为一个值");
    if (auto value = parse_constant(declaration, node)) {
      atom.constants.push_back(*value);
      atom.shown.push_back(node.text);
    }
  }

  std::optional<Value> parse_constant(const AtomDeclaration& declaration, const yaml::Node& node) {
    const FactDeclaration& fact = vocabulary.facts[declaration.fact];
    switch (fact.type) {
      case FactType::kFlag:
        if (auto flag = reader.flag(node)) return Value(*flag);
        return std::nullopt;
      case FactType::kChoice:
        if (auto index = reader.word(node, fact.choices)) return Value(fact.choices[*index]);
        return std::nullopt;
      case FactType::kText:
        return Value(node.text);
      case FactType::kNumber:
        return parse_number(declaration, node);
    }
    return std::nullopt;
  }

  std::optional<Value> parse_number(const AtomDeclaration& declaration, const yaml::Node& node) {
    bool may_be_word = std::find(declaration.words.begin(), declaration.words.end(), node.text) !=
                       declaration.words.end();
    if (may_be_word) {
      if (auto word = words.find(node.text); word != words.end()) return Value(word->second);
    }
    if (auto number = base::parse_decimal(node.text, 0)) return Value(*number);
    std::string advice = base::suggest(node.text, declaration.words);
    if (advice.empty() && !declaration.words.empty()) {
      advice = fmt::format("，也可以是：{}", base::join(declaration.words, "、"));
    }
    reader.error(node.mark, "wrong-value", fmt::format("'{}' 应为整数{}", node.text, advice));
    return std::nullopt;
  }

  const AtomDeclaration* find_atom(const std::string& key) const {
    auto at = std::find_if(vocabulary.atoms.begin(), vocabulary.atoms.end(),
                           [&](const AtomDeclaration& atom) { return atom.key == key; });
    return at == vocabulary.atoms.end() ? nullptr : &*at;
  }

  void refuse_unknown(const yaml::Node::Entry& entry) {
    std::vector<std::string> known;
    for (const AtomDeclaration& atom : vocabulary.atoms) known.push_back(atom.key);
    known.insert(known.end(), {"any_of", "none_of"});
    std::string advice = base::suggest(entry.key, known);
    if (advice.empty()) advice = fmt::format("，可用的条件：{}", base::join(known, "、"));
    reader.error(entry.key_mark, "unknown-fact",
                 fmt::format("未知的条件 '{}'{}", entry.key, advice));
  }
};

}  // namespace

Condition parse_condition(yaml::Reader& reader, const yaml::Node& node,
                          const Vocabulary& vocabulary, const Words& words) {
  return Condition(Parser{reader, vocabulary, words}.parse_all(node));
}

}  // namespace xueshi::condition
