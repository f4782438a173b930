// What a requirement needs: accounts, what they are added up over, alternatives, proration
// (policy.md §1: `need`, `over`, `any_of`, `prorate`).
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "policy/parse.h"

namespace xueshi::policy {

namespace {

using yaml::Node;

constexpr std::int64_t kMostYears = 60;
constexpr std::int64_t kMostDays = 36'600;
constexpr std::int64_t kMostMonths = 1'200;

std::string advice_on_account(const Policy& policy, const std::string& given) {
  std::vector<std::string> known;
  for (const Account& account : policy.accounts) {
    if (account.label == given) return fmt::format("，是否应为 '{}'？", account.id);
    known.push_back(account.id);
  }
  std::string advice = base::suggest(given, known);
  return advice.empty() ? fmt::format("，可用的账户：{}", base::join(known, "、")) : advice;
}

int read_length(Parsing& parsing, const Node& node, std::int64_t most) {
  auto length = parsing.reader.integer(node);
  if (length && (*length < 1 || *length > most)) {
    parsing.reader.error(node.mark, "wrong-value",
                         fmt::format("'{}' 应在 1 到 {} 之间", node.text, most));
    return 1;
  }
  return static_cast<int>(length.value_or(1));
}

class OverReader {
 public:
  explicit OverReader(Parsing& parsing) : parsing_(parsing) {}

  // `{years: 3, from: 2022}`, `{years: 5, from: 注册年度}`, `{years: 3}`, `{days: 90}`, `{months:
  // 24}`.
  Over read(const Node& node) {
    Over over;
    if (!parsing_.reader.check_map(node)) return over;
    const Node *years = node.find("years"), *days = node.find("days"),
               *months = node.find("months"), *from = node.find("from");
    int given = (years != nullptr) + (days != nullptr) + (months != nullptr);
    if (given != 1 || (from != nullptr && years == nullptr)) {
      parsing_.reader.error(node.mark, "wrong-over",
                            "over 应写成 {years: 3}、{years: 3, from: 2022}、{days: 90} 或 "
                            "{months: 24} 之一；from 只与 years 同写");
      return over;
    }
    if (days != nullptr) return {Over::Kind::kDays, read_length(parsing_, *days, kMostDays)};
    if (months != nullptr)
      return {Over::Kind::kMonths, read_length(parsing_, *months, kMostMonths)};
    over.kind = Over::Kind::kRolling;
    over.length = read_length(parsing_, *years, kMostYears);
    if (from != nullptr) read_from(*from, over);
    return over;
  }

 private:
  // A year, or a fact of the person that is one.
  void read_from(const Node& from, Over& over) {
    over.kind = Over::Kind::kCycle;
    if (auto year = base::parse_year(from.text)) {
      over.from = year->value();
      return;
    }
    std::vector<std::string> years;
    for (const Fact& fact : parsing_.policy.facts) {
      if (fact.type == Fact::Type::kYear) years.push_back(fact.name);
    }
    const condition::Vocabulary& people = *parsing_.policy.people;
    for (std::size_t i = 0; i < people.facts.size(); ++i) {
      if (people.facts[i].name != from.text || !base::contains(years, from.text)) continue;
      over.kind = Over::Kind::kPersonal;
      over.fact = i;
      return;
    }
    std::string advice = base::suggest(from.text, years);
    if (advice.empty() && !years.empty()) advice = "，也可以是：" + base::join(years, "、");
    if (years.empty())
      advice = "；以个人的年度为起点时，先在 facts 中写明，例如 facts: {注册年度: year}";
    parsing_.reader.error(from.mark, "wrong-over",
                          fmt::format("from 的 '{}' 不是年度{}", from.text, advice));
  }

  Parsing& parsing_;
};

class NeedReader {
 public:
  explicit NeedReader(Parsing& parsing) : parsing_(parsing) {}

  // A map of accounts, with `over` and `any_of`; what is not said is the block's around it.
  NeedBlock read(const Node& node, const Over& around) {
    NeedBlock block;
    block.over = around;
    if (!parsing_.reader.check_map(node)) return block;
    if (const Node* over = node.find("over")) block.over = OverReader(parsing_).read(*over);
    for (const Node::Entry& entry : node.entries) {
      if (entry.key == "over") continue;
      if (entry.key == "any_of") {
        read_alternatives(entry.value, block);
      } else if (entry.value.is_map() || entry.value.is_sequence()) {
        refuse_share(entry);
      } else {
        read_need(entry, block);
      }
    }
    if (node.entries.size() == (node.find("over") != nullptr ? 1U : 0U))
      parsing_.reader.error(node.mark, "missing-key", "need 中至少要有一个账户的学时要求");
    std::sort(block.need.begin(), block.need.end(),
              [](const Need& a, const Need& b) { return a.account < b.account; });
    return block;
  }

 private:
  void read_alternatives(const Node& node, NeedBlock& block) {
    if (!node.is_sequence() || node.items.empty()) {
      parsing_.reader.error(node.mark, "wrong-kind", "any_of 应为非空列表，每项是一组学时要求");
      return;
    }
    for (const Node& item : node.items) block.any_of.push_back(read(item, block.over));
  }

  // More hours could turn 达标 into 未达标: 60 + 30 would be met, and 60 + 31 not.
  void refuse_share(const Node::Entry& entry) {
    parsing_.reader.error(
        entry.value.mark, "share-as-need",
        fmt::format("要求 '{}' 不能是份额：那样多学反而可能不达标；请改为给另一账户设上限，例如 "
                    "cap: {{share: 1/2, of: {}}}",
                    entry.key, entry.key));
  }

  void read_need(const Node::Entry& entry, NeedBlock& block) {
    if (is_share(entry.value.text)) return refuse_share(entry);
    auto hours = read_hours(parsing_, entry.value);
    auto account = read_account(parsing_, entry.key, entry.key_mark, "要求");
    if (!account || !hours) return;
    block.need.push_back({*account, *hours});
  }

  static bool is_share(const std::string& text) {
    return text.find('/') != std::string::npos || text.ends_with("%") || text.ends_with("％");
  }

  Parsing& parsing_;
};

}  // namespace

std::optional<AccountIndex> read_account(Parsing& parsing, const std::string& id,
                                         const yaml::Mark& mark, std::string_view where) {
  auto account = parsing.policy.find_account(id);
  if (!account && !parsing.policy.accounts.empty()) {
    parsing.reader.error(
        parsing.cause(mark, "accounts." + id), "need-unknown-account",
        fmt::format("{}中的账户 '{}' 不存在{}", where, id, advice_on_account(parsing.policy, id)));
  }
  return account;
}

std::vector<NeedBlock> read_needs(Parsing& parsing, const Node& requirement) {
  std::vector<NeedBlock> blocks;
  const Node* node = parsing.reader.required(requirement, "need");
  if (node == nullptr) return blocks;
  NeedReader reader(parsing);
  if (node->is_sequence()) {
    if (node->items.empty())
      parsing.reader.error(node->mark, "missing-key", "need 中至少要有一个账户的学时要求");
    for (const Node& item : node->items) blocks.push_back(reader.read(item, {}));
  } else {
    blocks.push_back(reader.read(*node, {}));
  }
  return blocks;
}

std::optional<Proration> read_proration(Parsing& parsing, const Node& node) {
  if (!parsing.reader.check_map(node)) return std::nullopt;
  Proration proration;
  if (const Node* by = parsing.reader.required(node, "by")) parsing.reader.word(*by, {"month"});
  if (const Node* reasons = parsing.reader.required(node, "for")) {
    for (const std::string& reason : parsing.reader.texts(*reasons)) {
      if (reason == "hired") {
        proration.from_hired = true;
      } else if (reason == "left") {
        proration.until_left = true;
      } else {
        proration.absences.push_back(reason);
      }
    }
  }
  if (const Node* round = node.find("round"))
    proration.whole_hours = parsing.reader.word(*round, {"second", "hour"}) == 1;
  if (const Node* only = node.find("only"); only != nullptr && only->is_sequence()) {
    proration.only.emplace();
    for (const Node& item : only->items) {
      if (auto account = read_account(parsing, item.text, item.mark, "要求"))
        proration.only->push_back(*account);
    }
  }
  return proration;
}

bool Proration::applies_to(AccountIndex account) const {
  return !only || std::find(only->begin(), only->end(), account) != only->end();
}

std::vector<Need> Requirement::yearly() const {
  std::vector<Need> all;
  for (const NeedBlock& block : blocks) {
    if (block.over.kind == Over::Kind::kYear)
      all.insert(all.end(), block.need.begin(), block.need.end());
  }
  return all;
}

}  // namespace xueshi::policy
