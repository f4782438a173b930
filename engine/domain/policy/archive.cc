// The lines of 我的档案 (policy.md §1, `archive`; S2 Q2).
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "policy/parse.h"

namespace xueshi::policy {

namespace {

using yaml::Node;

struct Blank {
  std::string_view word;
  ArchivePart::Kind kind;
  bool of_records;  // else of exams
};
constexpr std::array<Blank, 4> kBlanks = {{{"count", ArchivePart::Kind::kCount, true},
                                           {"hours", ArchivePart::Kind::kHours, true},
                                           {"exams", ArchivePart::Kind::kExams, false},
                                           {"pass_rate", ArchivePart::Kind::kPassRate, false}}};

class LineReader {
 public:
  LineReader(Parsing& parsing, const Node& item) : parsing_(parsing), item_(item) {}

  void read() {
    read_accounts();
    std::string text = parsing_.reader.required_text(item_, "line");
    const Node* node = item_.find("line");
    if (node == nullptr || text.empty()) return;
    read_text(text, node->mark);
    bool asks = std::any_of(line_.parts.begin(), line_.parts.end(),
                            [](const ArchivePart& part) { return part.is_of_records(); });
    if (asks && item_.find("of") == nullptr) {
      parsing_.reader.error(
          node->mark, "archive-of",
          "这一行要写 of: [账户]，说明统计哪些账户的记录，例如 of: [class, external]");
    }
    if (parsing_.policy.accounts.empty()) return;
    bool is_gone = item_.find("of") != nullptr && line_.of.empty();
    if (!is_gone) parsing_.policy.archive.push_back(std::move(line_));
  }

 private:
  void read_accounts() {
    const Node* of = item_.find("of");
    if (of == nullptr) return;
    std::vector<std::string> ids = parsing_.reader.texts(*of);
    if (ids.empty()) {
      parsing_.reader.error(of->mark, "archive-of", "of 中至少写一个账户，例如 of: [class]");
    }
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const yaml::Mark& mark = i < of->items.size() ? of->items[i].mark : of->mark;
      if (is_removed(ids[i])) continue;
      if (auto account = read_account(parsing_, ids[i], mark, "archive "))
        line_.of.push_back(*account);
    }
  }

  // An account that a later file took away takes its part of the lines with it.
  bool is_removed(const std::string& account) const {
    return parsing_.layers.removed.count("accounts." + account) > 0 &&
           !parsing_.policy.find_account(account);
  }

  // Text and blanks in turn: "培训项目{count}个".
  void read_text(const std::string& text, const yaml::Mark& mark) {
    std::size_t at = 0;
    while (at < text.size()) {
      std::size_t open = text.find_first_of("{}", at);
      if (open != at) add_text(text.substr(at, open - at));
      if (open == std::string::npos) return;
      std::size_t close = text.find('}', open);
      if (text[open] == '}' || close == std::string::npos) {
        parsing_.reader.error(mark, "archive-blank",
                              "花括号没有成对，应写成 {count}、{hours} 这样");
        return;
      }
      read_blank(text.substr(open + 1, close - open - 1), mark);
      at = close + 1;
    }
  }

  void read_blank(const std::string& inside, const yaml::Mark& mark) {
    std::size_t colon = inside.find(':');
    std::string word = inside.substr(0, colon);
    auto blank = std::find_if(kBlanks.begin(), kBlanks.end(),
                              [&](const Blank& one) { return one.word == word; });
    if (blank == kBlanks.end() || (colon != std::string::npos && !blank->of_records)) {
      parsing_.reader.error(
          mark, "archive-blank",
          fmt::format(
              "没有 {{{}}} 这样的空，可以写 {{count}}（个数）、{{hours}}（时长）、{{count:账户}}、"
              "{{count:培训类别}}、{{exams}}（考试数）、{{pass_rate}}（合格率）",
              inside));
      return;
    }
    ArchivePart part{blank->kind, "", std::nullopt};
    if (colon != std::string::npos) read_narrowing(inside.substr(colon + 1), mark, part);
    line_.parts.push_back(std::move(part));
  }

  // Some of the line's records: those of one of its accounts, or of classes of one 培训类别.
  void read_narrowing(const std::string& name, const yaml::Mark& mark, ArchivePart& part) {
    if (is_removed(name)) {
      part = {ArchivePart::Kind::kText, "0", std::nullopt};
      return;
    }
    part.account = parsing_.policy.find_account(name);
    if (part.account) {
      bool is_counted =
          std::find(line_.of.begin(), line_.of.end(), *part.account) != line_.of.end();
      if (!is_counted) {
        parsing_.reader.error(
            mark, "archive-of",
            fmt::format("账户 '{}' 不在这一行的 of 中，请加上，或改为 of 中的账户", name));
      }
      return;
    }
    part.text = name;
    const std::vector<std::string>& categories = parsing_.policy.plans.categories;
    if (base::contains(categories, name) || is_of_an_earlier_file(mark)) return;
    if (parsing_.policy.accounts.empty()) return;  // they were not sound: it may be one of them
    std::vector<std::string> known = categories;
    for (AccountIndex i : line_.of) known.push_back(parsing_.policy.accounts[i].id);
    std::string advice = base::suggest(name, known);
    if (advice.empty()) advice = "，可以写：" + base::join(known, "、");
    parsing_.reader.error(
        mark, "archive-blank",
        fmt::format("'{}' 既不是这一行的账户，也不是 plans 中的培训类别{}", name, advice));
    doubt_a_comma(name);
  }

  // `学术、专题讲座` is one 培训类别, `学术会议、系列讲座` may be two.
  void doubt_a_comma(const std::string& name) {
    const Node* plans = parsing_.layers.merged.find("plans");
    const Node* categories = plans != nullptr ? plans->find("categories") : nullptr;
    if (categories == nullptr || !categories->is_sequence()) return;
    for (const Node& item : categories->items) {
      std::string listed = fmt::format("、{}、", item.text);
      if (item.text == name || listed.find(fmt::format("、{}、", name)) == std::string::npos)
        continue;
      parsing_.reader.error(item.mark, "archive-blank",
                            fmt::format("'{}' 是一个培训类别，而 archive 中另有 '{}'："
                                        "如果是两个类别，请用半角逗号 ',' 分开",
                                        item.text, name));
      return;
    }
  }

  // Whose 培训类别 a later file has changed since.
  bool is_of_an_earlier_file(const yaml::Mark& mark) const {
    const Node* plans = parsing_.layers.merged.find("plans");
    const Node* categories = plans != nullptr ? plans->find("categories") : nullptr;
    return categories != nullptr && categories->mark.layer < mark.layer;
  }

  void add_text(std::string text) {
    line_.parts.push_back({ArchivePart::Kind::kText, std::move(text), std::nullopt});
  }

  Parsing& parsing_;
  const Node& item_;
  ArchiveLine line_;
};

}  // namespace

void parse_archive(Parsing& parsing, const Node& node) {
  for (const Node& item : node.items) {
    if (item.is_map()) LineReader(parsing, item).read();
  }
}

}  // namespace xueshi::policy
