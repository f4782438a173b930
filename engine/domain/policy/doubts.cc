#include "policy/doubts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/number.h"
#include "base/text.h"

namespace xueshi::policy {

namespace {

using yaml::Node;

constexpr int kMostYearsAhead = 15;      // of the newest other file
constexpr int kMostYearsFromTitle = 5;   // of the year that the title names
constexpr int kMostYearsToCome = 5;      // of a year in a condition, from the file's own
constexpr int kMostYearsOfService = 60;  // likewise, before it
constexpr int kMostDaysOfAWindow = 200;

const Node* find(const Node& map, std::string_view key) {
  return map.is_map() ? map.find(key) : nullptr;
}

std::vector<std::string> ids_of(const Node& list) {
  std::vector<std::string> ids;
  for (const Node& item : list.items) {
    if (const Node* id = find(item, "id")) ids.push_back(id->text);
  }
  return ids;
}

bool is_number(const Node& node) {
  return node.is_scalar() && (base::parse_hours(node.text) || base::parse_month_day(node.text));
}

// The whole numbers of a text, with what follows them.
struct NumberInText {
  std::string digits;
  std::string_view after;
};
std::vector<NumberInText> numbers_in(std::string_view text) {
  std::vector<NumberInText> numbers;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::size_t end = std::min(text.find_first_not_of("0123456789.", i), text.size());
    if (end == i || text[i] == '.') continue;
    numbers.push_back({std::string(text.substr(i, end - i)), text.substr(end)});
    i = end;
  }
  return numbers;
}

class Doubts {
 public:
  Doubts(Parsing& parsing, const Shelf& shelf, std::optional<base::Year> file_year)
      : parsing_(parsing), merged_(parsing.layers.merged), below_(parsing.layers.below) {
    for (const auto& [year, file] : shelf.by_year) {
      if (!file_year || year != file_year->value()) newest_other_ = year;
    }
    if (file_year) own_year_ = file_year->value();
  }

  void find_all() {
    doubt_year_of_file();
    for (const char* list : {"requirements", "exempt"}) {
      if (const Node* node = find(merged_, list)) doubt_years_within(*node);
    }
    doubt_lost_exemptions();
    doubt_quota();
    doubt_window();
    doubt_source();
    doubt_labels();
    doubt_archive();
  }

 private:
  void add_warning(const yaml::Mark& mark, const char* code, std::string message) {
    parsing_.reader.warning(mark, code, std::move(message));
  }

  void doubt_year_of_file() {
    if (!own_year_) return;
    const Node* title = find(merged_, "title");
    if (title != nullptr && title->mark.layer == 0) {
      std::optional<int> nearest = nearest_year_in(title->text);
      if (nearest && apart(*nearest) > kMostYearsFromTitle) {
        return add_warning(title->mark, "far-year",
                           fmt::format("标题写的是 {} 年，文件却适用于 {} 年度起：请检查文件名",
                                       *nearest, *own_year_));
      }
    }
    if (newest_other_ && *own_year_ > *newest_other_ + kMostYearsAhead) {
      add_warning(title != nullptr ? parsing_.cause(title->mark) : merged_.mark, "far-year",
                  fmt::format("文件适用于 {} 年度起，比最近的规定（{} 年度）晚 {} 年：请检查文件名",
                              *own_year_, *newest_other_, *own_year_ - *newest_other_));
    }
  }

  int apart(int year) const { return year > *own_year_ ? year - *own_year_ : *own_year_ - year; }

  std::optional<int> nearest_year_in(const std::string& text) const {
    std::optional<int> nearest;
    for (const NumberInText& number : numbers_in(base::to_half_width(text))) {
      auto year = base::parse_year(number.digits);
      if (!year) continue;
      bool is_nearer = nearest && apart(year->value()) < apart(*nearest);
      if (!nearest || is_nearer) nearest = year->value();
    }
    return nearest;
  }

  // Conditions of this file, however deep.
  void doubt_years_within(const Node& node) {
    for (const Node& item : node.items) doubt_years_within(item);
    for (const Node::Entry& entry : node.entries) {
      if (asks_for_a_year(entry.key)) {
        for (const Node& item : entry.value.items) doubt_year(item);
        doubt_year(entry.value);
      } else {
        doubt_years_within(entry.value);
      }
    }
  }

  bool asks_for_a_year(const std::string& key) const {
    const auto& atoms = parsing_.people.atoms;
    return std::any_of(atoms.begin(), atoms.end(), [&](const condition::AtomDeclaration& atom) {
      return atom.key == key && base::contains(atom.words, "reporting_year");
    });
  }

  void doubt_year(const Node& node) {
    if (!node.is_scalar() || node.mark.layer != 0) return;
    auto year = base::parse_decimal(node.text, 0);
    std::optional<int> own = own_year_ ? own_year_ : newest_other_;
    if (!year || !own) return;
    if (*year > *own + kMostYearsToCome || *year < *own - kMostYearsOfService) {
      add_warning(node.mark, "far-year",
                  fmt::format("'{}' 离本文件的年度（{}）太远：请检查年份", node.text, *own));
    }
  }

  void doubt_lost_exemptions() {
    const Node::Entry* mine = merged_.find_entry("exempt");
    const Node* theirs = find(below_, "exempt");
    if (mine == nullptr || theirs == nullptr || mine->key_mark.layer != 0) return;
    if (!mine->value.is_sequence() || !theirs->is_sequence()) return;
    std::vector<std::string> kept = ids_of(mine->value), lost;
    for (const Node& item : theirs->items) {
      const Node* id = find(item, "id");
      if (id == nullptr || base::contains(kept, id->text)) continue;
      const Node* label = find(item, "label");
      lost.push_back(label == nullptr ? id->text : fmt::format("{}（{}）", id->text, label->text));
    }
    if (lost.empty()) return;
    add_warning(mine->key_mark, "exempt-lost",
                fmt::format("这里的列表整个取代原来的，其中不再有：{}；仍然适用的请一并写上",
                            base::join(lost, "、")));
  }

  // Of lines that the file itself writes: an account on two of them, or on none.
  void doubt_archive() {
    const Node::Entry* mine = merged_.find_entry("archive");
    if (mine == nullptr || mine->key_mark.layer != 0 || !mine->value.is_sequence()) return;
    std::set<std::string> told;
    for (const Node& item : mine->value.items) {
      const Node* of = find(item, "of");
      if (of == nullptr || !of->is_sequence()) continue;
      for (const Node& account : of->items) {
        if (told.insert(account.text).second) continue;
        add_warning(account.mark, "archive-twice",
                    fmt::format("账户 '{}' 已在 archive 的另一行中，其记录会显示两次，请只保留一处",
                                account.text));
      }
    }
    const Policy& policy = parsing_.policy;
    for (AccountIndex i = 0; i < policy.accounts.size(); ++i) {
      const Account& account = policy.accounts[i];
      bool is_told = std::any_of(policy.archive.begin(), policy.archive.end(),
                                 [&](const ArchiveLine& line) { return line.counts(policy, i); });
      if (is_told || account.takes.empty()) continue;
      add_warning(
          mine->key_mark, "archive-left-out",
          fmt::format("账户 '{}' 不在 archive 的任何一行中，其记录会另成一行，请加上", account.id));
    }
  }

  void doubt_quota() {
    const Node* backbone = find(merged_, "backbone");
    const Node* quota = backbone == nullptr ? nullptr : find(*backbone, "quota_percent");
    auto value = quota == nullptr ? std::nullopt : base::parse_decimal(quota->text, 2);
    constexpr std::int64_t kOnePercent = 100;
    if (!value || *value >= kOnePercent || quota->mark.layer != 0) return;
    add_warning(quota->mark, "small-quota",
                fmt::format("{0} 就是 {0}%，不到百分之一；如果指 {1}%，请写 {1}", quota->text,
                            base::render_decimal(*value, 0)));
  }

  void doubt_window() {
    const Node* backbone = find(merged_, "backbone");
    const Node* window = backbone == nullptr ? nullptr : find(*backbone, "window");
    if (window == nullptr || find(*window, "from") == nullptr || find(*window, "to") == nullptr)
      return;
    auto first = base::parse_month_day(window->find("from")->text);
    auto last = base::parse_month_day(window->find("to")->text);
    if (!first || !last) return;
    constexpr int kAnyYear = 2025;  // a leap day more or less does not matter
    bool ends_later = *last < *first;
    int count = base::days_between(base::on(base::Year(kAnyYear), *first),
                                   base::on(base::Year(kAnyYear + (ends_later ? 1 : 0)), *last));
    const Node &from = *window->find("from"), &to = *window->find("to");
    bool is_mine = from.mark.layer == 0 || to.mark.layer == 0;
    if (count <= kMostDaysOfAWindow || !is_mine) return;
    add_warning(parsing_.cause(from.mark, "", {to.mark}), "long-window",
                fmt::format("从 {} 到{} {} 有 {} 天：from 和 to 是否写反了？", from.text,
                            ends_later ? "次年" : "", to.text, count));
  }

  // Values by path, those of list items by their id.
  using Values = std::map<std::string, const Node*>;
  static void collect(const Node& node, const std::string& path, Values& values) {
    static const std::set<std::string> kTexts = {"title", "source", "extends",
                                                 "cites", "label",  "id"};
    if (node.is_scalar()) values[path] = &node;
    for (const Node::Entry& entry : node.entries) {
      if (kTexts.count(entry.key) == 0)
        collect(entry.value, path.empty() ? entry.key : path + "." + entry.key, values);
    }
    for (const Node& item : node.items) {
      const Node* id = find(item, "id");
      if (!item.is_scalar()) collect(item, path + "." + (id != nullptr ? id->text : "?"), values);
    }
  }

  // The document that a number is from is asked for wherever people ask why.
  void doubt_source() {
    const Node* source = find(merged_, "source");
    if (below_.entries.empty() || source == nullptr || source->mark.layer == 0) return;
    Values before, after;
    collect(below_, "", before);
    collect(merged_, "", after);
    const Node* first = nullptr;
    std::string path;
    for (const auto& [each, node] : after) {
      auto at = before.find(each);
      bool is_new = at == before.end() || at->second->text != node->text;
      bool is_mine = node->mark.layer == 0 && is_number(*node) && is_new;
      if (!is_mine || (first != nullptr && first->mark.line <= node->mark.line)) continue;
      first = node;
      path = each;
    }
    if (first == nullptr) return;
    add_warning(first->mark, "no-source",
                fmt::format("改了 {}，却没有写 source：新的数字会被说成依据 {}，请写明新的文件",
                            path, source->text));
  }

  // Hours that a label names, and every need that it may mean: of an account, or of all of them.
  void doubt_labels() {
    const Node* summary = find(merged_, "summary");
    const Node* labels = summary == nullptr ? nullptr : find(*summary, "labels");
    const Node* requirements = find(merged_, "requirements");
    if (labels == nullptr || requirements == nullptr) return;
    std::vector<const Node*> needs;
    std::set<std::int64_t> seconds;
    for (const Node& item : requirements->items) {
      if (const Node* need = find(item, "need")) collect_needs(*need, needs, seconds);
    }
    std::vector<yaml::Mark> marks;
    for (const Node* need : needs) marks.push_back(need->mark);
    for (const Node::Entry& label : labels->entries) {
      if (label.value.is_scalar()) doubt_label(label.value, seconds, marks);
    }
  }

  static void collect_needs(const Node& node, std::vector<const Node*>& needs,
                            std::set<std::int64_t>& seconds) {
    std::int64_t sum = 0;
    for (const Node& item : node.items) collect_needs(item, needs, seconds);
    for (const Node::Entry& entry : node.entries) {
      if (entry.key == "over") continue;
      collect_needs(entry.value, needs, seconds);
      auto hours = entry.value.is_scalar() ? base::parse_hours(entry.value.text) : std::nullopt;
      if (!hours) continue;
      needs.push_back(&entry.value);
      seconds.insert(hours->seconds());
      sum += hours->seconds();
    }
    seconds.insert(sum);
  }

  void doubt_label(const Node& label, const std::set<std::int64_t>& seconds,
                   const std::vector<yaml::Mark>& needs) {
    std::string text = base::to_half_width(label.text);
    for (const NumberInText& number : numbers_in(text)) {
      std::string_view unit = unit_at(number.after);
      auto hours = base::parse_hours(number.digits);
      if (unit.empty() || !hours || seconds.count(hours->seconds()) > 0) continue;
      yaml::Mark mark = parsing_.cause(label.mark, "", needs);
      if (mark.layer != 0) continue;
      add_warning(mark, "label-number",
                  fmt::format("'{}' 与要求不符：没有哪一条要求是 {} {}，请更正其一", label.text,
                              number.digits, unit));
    }
  }

  static std::string_view unit_at(std::string_view text) {
    for (std::string_view unit : {"学时", "小时", "学分", "课时"}) {
      if (text.starts_with(unit)) return unit;
    }
    return "";
  }

  Parsing& parsing_;
  const Node& merged_;
  const Node& below_;
  std::optional<int> own_year_, newest_other_;
};

}  // namespace

void find_doubts(Parsing& parsing, const Shelf& shelf, std::optional<base::Year> file_year) {
  Doubts(parsing, shelf, file_year).find_all();
}

}  // namespace xueshi::policy
