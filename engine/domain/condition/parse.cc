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
        // What was meant is read too, so that its value has its findings as well.
        if (const AtomDeclaration* meant = find_meant(entry.key)) parse_atom(*meant, entry.value);
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
    if (vocabulary.facts[declaration.fact].type == FactType::kDate) {
      add_days(atom, declaration, node);
    } else if (auto value = parse_constant(declaration, node)) {
      atom.constants.push_back(*value);
      atom.moves.push_back(is_word(declaration, node.text));
      atom.shown.push_back(node.text);
    }
  }

  bool is_word(const AtomDeclaration& declaration, const std::string& text) const {
    return base::contains(declaration.words, text) && words.years.count(text) > 0;
  }

  // A year or a day, from its first moment to the first one after it.
  void add_days(Node& atom, const AtomDeclaration& declaration, const yaml::Node& node) {
    bool moves = is_word(declaration, node.text);
    std::optional<int> year;
    if (moves) year = static_cast<int>(words.years.at(node.text));
    if (auto given = base::parse_year(node.text)) year = given->value();
    std::optional<base::Date> day = base::parse_date(node.text);
    std::size_t slash = node.text.find('/');
    if (slash != std::string::npos) {
      auto named = words.years.find(node.text.substr(0, slash) + "_year");
      auto month_day = base::parse_month_day(node.text.substr(slash + 1));
      if (named != words.years.end() && is_word(declaration, named->first) && month_day) {
        day = day_of_named(static_cast<int>(named->second), *month_day);
        moves = true;
      }
    }
    if (!year && !day) return refuse_day(declaration, node);
    std::int64_t from = day_number(day ? *day : base::on(base::Year(*year), words.year_begins));
    std::int64_t before =
        day ? from + 1 : day_number(base::on(base::Year(*year + 1), words.year_begins));
    atom.constants.emplace_back(from);
    atom.before.emplace_back(before);
    atom.moves.push_back(moves);
    atom.shown.push_back(node.text);
  }

  // A day of a year that need not begin with January.
  base::Date day_of_named(int year, base::MonthDay day) const {
    return base::on(base::Year(day < words.year_begins ? year + 1 : year), day);
  }

  void refuse_day(const AtomDeclaration& declaration, const yaml::Node& node) {
    std::string advice = advice_on_number(declaration, node.text);
    if (advice.empty()) advice = base::suggest(node.text, declaration.words);
    if (advice.empty()) {
      advice = fmt::format("，应写成 2017、2017-03-01、{}、reporting/03-01 或 previous/11-01",
                           base::join(declaration.words, "、"));
    }
    reader.error(node.mark, "wrong-value", fmt::format("'{}' 不是年度或日期{}", node.text, advice));
  }

  std::optional<Value> parse_constant(const AtomDeclaration& declaration, const yaml::Node& node) {
    const FactDeclaration& fact = vocabulary.facts[declaration.fact];
    switch (fact.type) {
      case FactType::kFlag:
        if (auto flag = reader.flag(node)) return Value(*flag);
        return std::nullopt;
      case FactType::kChoice:
        if (auto index = reader.word(node, fact.choices, fact.said))
          return Value(fact.choices[*index]);
        return std::nullopt;
      case FactType::kText:
        return Value(node.text);
      case FactType::kNumber:
        return parse_number(declaration, node);
      case FactType::kDate:
        break;  // add_days()
    }
    return std::nullopt;
  }

  std::optional<Value> parse_number(const AtomDeclaration& declaration, const yaml::Node& node) {
    bool may_be_word = std::find(declaration.words.begin(), declaration.words.end(), node.text) !=
                       declaration.words.end();
    if (may_be_word) {
      if (auto word = words.years.find(node.text); word != words.years.end())
        return Value(word->second);
    }
    if (auto number = base::parse_decimal(node.text, 0)) return Value(*number);
    std::string advice = advice_on_number(declaration, node.text);
    if (advice.empty()) advice = base::suggest(node.text, declaration.words);
    if (advice.empty() && !declaration.words.empty()) {
      advice = fmt::format("，也可以是：{}", base::join(declaration.words, "、"));
    }
    reader.error(node.mark, "wrong-value", fmt::format("'{}' 应为整数{}", node.text, advice));
    return std::nullopt;
  }

  // "本年度" is a word that may stand there, "2024年" and "2024-11" are a year.
  std::string advice_on_number(const AtomDeclaration& declaration, const std::string& text) const {
    for (const auto& [name, word] : vocabulary.said) {
      if (name == text && base::contains(declaration.words, word))
        return fmt::format("，应写成 {}", word);
    }
    std::string narrow = base::to_half_width(base::trim(text));
    std::size_t digits = narrow.find_first_not_of("0123456789");
    constexpr std::size_t kDigitsOfAYear = 4;
    bool is_year = digits == kDigitsOfAYear || (digits == std::string::npos && !narrow.empty());
    return is_year ? fmt::format("，应写成 {}", narrow.substr(0, kDigitsOfAYear)) : "";
  }

  const AtomDeclaration* find_meant(const std::string& key) const {
    for (const AtomDeclaration& atom : vocabulary.atoms) {
      if (base::contains(atom.said, key)) return &atom;
    }
    std::vector<std::string> keys;
    for (const AtomDeclaration& atom : vocabulary.atoms) keys.push_back(atom.key);
    std::optional<std::string> near = base::find_near(key, keys);
    return near ? find_atom(*near) : nullptr;
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
    const AtomDeclaration* meant = find_meant(entry.key);
    if (meant != nullptr) advice = fmt::format("，是否应为 '{}'？", meant->key);
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
