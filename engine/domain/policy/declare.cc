// What a policy declares before its accounts: the year, facts, sources.
#include <fmt/format.h>

#include <set>

#include "base/number.h"
#include "base/text.h"
#include "policy/parse.h"

namespace xueshi::policy {

namespace {

using yaml::Node;

constexpr std::int64_t kMostSpread = 10;

Fraction read_fraction(Parsing& parsing, const Node& node, bool allows_negative = false) {
  auto value = node.is_scalar() ? parse_fraction(node.text, allows_negative) : std::nullopt;
  if (!value) {
    parsing.reader.error(node.mark, "wrong-fraction",
                         fmt::format("'{}' 不是数，应写成整数、小数或分数，例如 40、2.5、1/3{}",
                                     node.text, allows_negative ? "" : "，不小于 0"));
  }
  return value.value_or(Fraction{});
}

// `40` or `{by: 作者排序, first: 46, step: -3}`.
void read_worth(Parsing& parsing, const Node& node, Source& source) {
  if (!node.is_map()) {
    source.worth = read_fraction(parsing, node);
    return;
  }
  if (const Node* by = parsing.reader.required(node, "by"))
    parsing.reader.word(*by, {kAuthorColumn});
  if (const Node* first = parsing.reader.required(node, "first"))
    source.worth = read_fraction(parsing, *first);
  if (const Node* step = parsing.reader.required(node, "step"))
    source.step = read_fraction(parsing, *step, true);
}

Source read_source(Parsing& parsing, const Node::Entry& entry) {
  Source source;
  source.name = entry.key;
  source.unit = parsing.reader.optional_text(entry.value, "unit", std::string(kHourUnit));
  if (const Node* worth = entry.value.find("worth")) read_worth(parsing, *worth, source);
  if (const Node* most = entry.value.find("at_most")) source.at_most = read_hours(parsing, *most);
  if (const Node* work = entry.value.find("best_of"))
    source.best_of = parsing.reader.word(*work, {kWorkColumn}).has_value();
  if (const Node* spread = entry.value.find("spread")) {
    std::int64_t years = parsing.reader.integer(*spread).value_or(1);
    if (years < 1 || years > kMostSpread) {
      parsing.reader.error(
          spread->mark, "wrong-value",
          fmt::format("spread 的年数 '{}' 应在 1 到 {} 之间", spread->text, kMostSpread));
    } else {
      source.spread = static_cast<int>(years);
    }
  }
  if (const Node* until = entry.value.find("late_until")) {
    source.late_until = until->is_scalar() ? base::parse_month_day(until->text) : std::nullopt;
    if (!source.late_until)
      parsing.reader.error(until->mark, "wrong-day",
                           fmt::format("'{}' 不是日期，应写成 月-日，例如 01-31", until->text));
  }
  return source;
}

std::optional<Fact> read_fact(Parsing& parsing, const Node::Entry& entry) {
  Fact fact;
  fact.name = entry.key;
  const Node& type = entry.value;
  if (type.is_sequence()) {
    fact.type = Fact::Type::kChoice;
    fact.choices = parsing.reader.texts(type);
    if (fact.choices.size() < 2) {
      parsing.reader.error(type.mark, "wrong-fact",
                           fmt::format("'{}' 的取值至少要有两个", entry.key));
      return std::nullopt;
    }
    return fact;
  }
  if (type.is_scalar() && (type.text == "year" || type.text == "flag")) {
    fact.type = type.text == "year" ? Fact::Type::kYear : Fact::Type::kFlag;
    return fact;
  }
  parsing.reader.error(
      type.mark, "wrong-fact",
      fmt::format("'{}' 应写成 year（年度）、flag（是/否）或取值的列表 [初级, 高级]", entry.key));
  return std::nullopt;
}

// What `when:` may ask for: what the program knows of everybody, and the facts declared here.
condition::Vocabulary vocabulary_with(condition::Vocabulary people,
                                      const std::vector<Fact>& facts) {
  using condition::Comparison;
  using condition::FactType;
  const std::vector<std::string> kYears = {"reporting_year", "previous_year"};
  for (const Fact& fact : facts) {
    FactType type = fact.type == Fact::Type::kYear   ? FactType::kNumber
                    : fact.type == Fact::Type::kFlag ? FactType::kFlag
                                                     : FactType::kChoice;
    bool is_year = fact.type == Fact::Type::kYear;
    std::size_t at = people.facts.size();
    people.facts.push_back({fact.name, type, fact.choices});
    people.atoms.push_back(
        {fact.name, at, Comparison::kEquals, is_year ? kYears : std::vector<std::string>()});
    if (!is_year) continue;
    people.atoms.push_back({fact.name + "_before", at, Comparison::kLess, kYears});
    people.atoms.push_back({fact.name + "_from", at, Comparison::kAtLeast, kYears});
  }
  return people;
}

void parse_facts(Parsing& parsing, const Node& root) {
  const Node* node = root.find("facts");
  if (node != nullptr && node->is_map()) {
    for (const Node::Entry& entry : node->entries) {
      bool is_known = false;
      for (const condition::AtomDeclaration& atom : parsing.people.atoms)
        is_known = is_known || atom.key == entry.key;
      if (is_known || entry.key == "any_of" || entry.key == "none_of") {
        parsing.reader.error(entry.key_mark, "wrong-fact",
                             fmt::format("条件 '{}' 本来就有，请换一个名称", entry.key));
      } else if (auto fact = read_fact(parsing, entry)) {
        parsing.policy.facts.push_back(std::move(*fact));
      }
    }
  }
  parsing.policy.people = std::make_shared<const condition::Vocabulary>(
      vocabulary_with(parsing.people, parsing.policy.facts));
}

// Of a file that has its own findings; null for nothing.
std::vector<std::string> texts_of(const Node* list) {
  std::vector<std::string> texts;
  if (list == nullptr) return texts;
  for (const Node& item : list->items) texts.push_back(item.text);
  return texts;
}

// 类别, each in one of the two lists, once.
std::vector<std::string> read_sources(Parsing& parsing, const Node& node) {
  std::vector<std::string> list = parsing.reader.texts(node);
  for (std::size_t i = 0; i < list.size(); ++i) {
    bool is_repeated = base::contains(parsing.policy.entered, list[i]) ||
                       std::find(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(i),
                                 list[i]) != list.begin() + static_cast<std::ptrdiff_t>(i);
    if (!is_repeated) continue;
    parsing.reader.error(
        node.items[i].mark, "source-twice",
        fmt::format("学时来源 '{}' 在 entered 和 delivered 中写了两次，请只保留一处", list[i]));
  }
  return list;
}

}  // namespace

void parse_declarations(Parsing& parsing, const Node& root) {
  if (const Node* year = root.find("year"); year != nullptr && year->is_map()) {
    if (const Node* begins = parsing.reader.required(*year, "begins")) {
      auto day = begins->is_scalar() ? base::parse_month_day(begins->text) : std::nullopt;
      if (!day) {
        parsing.reader.error(begins->mark, "wrong-day",
                             fmt::format("'{}' 不是日期，应写成 月-日，例如 08-01", begins->text));
      }
      parsing.policy.year_begins = day.value_or(base::MonthDay{1, 1});
    }
  }
  parse_facts(parsing, root);
  if (const Node* sources = root.find("sources"); sources != nullptr && sources->is_map()) {
    for (const Node::Entry& entry : sources->entries) {
      if (entry.value.is_map()) parsing.policy.sources.push_back(read_source(parsing, entry));
    }
  }
  if (const Node* uncounted = root.find("uncounted"))
    parsing.policy.uncounted = parsing.reader.texts(*uncounted);
  if (parsing.before != nullptr) {
    parsing.policy.entered = texts_of(parsing.before->merged.find("entered"));
    parsing.policy.delivered = texts_of(parsing.before->merged.find("delivered"));
  }
  if (const Node* entered = root.find("entered"))
    parsing.policy.entered = read_sources(parsing, *entered);
  if (const Node* delivered = root.find("delivered"))
    parsing.policy.delivered = read_sources(parsing, *delivered);
}

}  // namespace xueshi::policy
