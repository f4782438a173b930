#include "policy/schema.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "policy/key_names.h"
#include "yaml/reader.h"

namespace xueshi::policy {

namespace {

using yaml::Node;

const yaml::KeyTable& schema() { return file_keys(); }

std::string name_of(const std::string& path) {
  if (path.empty()) return "文件的最外层";
  if (path == "accounts.*") return " accounts 的某个账户之下";
  if (path == "accounts.*.cap") return "某个账户的 cap 之下";
  if (path == "sources.*") return " sources 的某个来源之下";
  if (path == "cites.*") return " cites 的某一项之下";
  if (path == "exempt.*") return name_of("exempt.[]");
  std::vector<std::string> steps = base::split(path, '.');
  std::erase_if(steps, [](const std::string& step) { return step == "*"; });
  if (steps.back() == "[]") return fmt::format(" {} 的某一项之下", steps.front());
  return fmt::format(" {} 之下", base::join(steps, " → "));
}

// Where else a key is known, as people would say it; "" for a key that is known nowhere.
std::string home_of(const std::string& key) {
  std::vector<std::string> homes;
  for (const auto& [path, keys] : schema().keys) {
    if (!base::contains(keys, key)) continue;
    std::string home = name_of(path);
    if (!base::contains(homes, home)) homes.push_back(std::move(home));
  }
  return base::join(homes, "，或");
}

class SchemaCheck {
 public:
  explicit SchemaCheck(yaml::Reader& reader) : reader_(reader) {}

  void check(Node& root) {
    check(root, "");
    for (Node::Entry& part : std::exchange(parts_, {})) {
      check(part.value, part.key);
      if (root.find(part.key) == nullptr) root.entries.push_back(std::move(part));
    }
  }

 private:
  void check(Node& node, const std::string& path) {
    auto at = schema().keys.find(path);
    if (at == schema().keys.end()) return;
    const std::vector<std::string>& keys = at->second;
    if (path == "exempt" && node.is_map()) return check_entries(node, path, {"*"});
    if (keys.front() == "[]") return check_list(node, path);
    if (may_be_one_value(node, path)) return;
    if (base::contains(schema().or_list, path) && node.is_sequence()) return check_groups(node);
    if (!reader_.check_map(node)) return;
    if (path == "accounts") take_out_parts(node);
    check_entries(node, path, keys);
  }

  static constexpr const char* kNeed = "requirements.[].need";

  // What may be written short, or taken away.
  static bool may_be_one_value(const Node& node, const std::string& path) {
    if (base::contains(schema().or_value, path)) return !node.is_map();
    return base::contains(schema().or_none, path) && node.is_scalar() && node.text == "none";
  }

  void check_groups(Node& list) {
    for (Node& item : list.items) check(item, kNeed);
  }

  void check_entries(Node& node, const std::string& path, const std::vector<std::string>& keys) {
    bool is_free = keys.front() == "*";
    for (Node::Entry& entry : node.entries) {
      bool is_known = is_free || std::find(keys.begin(), keys.end(), entry.key) != keys.end();
      if (!is_known && !refuse(node, entry, keys)) continue;
      if (path == kNeed && entry.key == "any_of" && entry.value.is_sequence())
        check_groups(entry.value);
      std::string below = path.empty() ? entry.key : path + "." + entry.key;
      if (is_free && schema().keys.count(below) == 0) below = path + ".*";
      check(entry.value, below);
    }
  }

  void check_list(Node& node, const std::string& path) {
    if (!node.is_sequence()) {
      reader_.error(node.mark, "wrong-kind", "此处应为列表，每项以 '- ' 开头");
      return;
    }
    for (Node& item : node.items) check(item, path + ".[]");
  }

  // True where the entry got the key that was meant.
  bool refuse(const Node& map, Node::Entry& entry, const std::vector<std::string>& keys) {
    std::string home = home_of(entry.key);
    if (!home.empty()) {
      reader_.error(entry.key_mark, "misplaced-key",
                    fmt::format("'{}' 放错了位置，应写在{}", entry.key, home));
      return false;
    }
    std::optional<std::string> meant = meant_key(entry.key, keys);
    std::string advice = meant ? fmt::format("，是否应为 '{}'？", *meant) : "";
    if (advice.empty() && has_key_of(entry.value, "accounts.*"))
      advice = "；账户应缩进，写在 accounts 之下";
    if (advice.empty()) advice = fmt::format("，此处可用的键：{}", base::join(keys, "、"));
    reader_.error(entry.key_mark, "unknown-key", fmt::format("未知的键 '{}'{}", entry.key, advice));
    if (!meant || map.find(*meant) != nullptr) return false;
    entry.key = *meant;
    return true;
  }

  // Parts of the file that stand among the accounts by their indentation.
  void take_out_parts(Node& accounts) {
    for (const Node::Entry& entry : accounts.entries) {
      if (is_part(entry)) parts_.push_back(entry);
    }
    std::erase_if(accounts.entries, [](const Node::Entry& entry) { return is_part(entry); });
    for (const Node::Entry& entry : parts_) {
      reader_.error(entry.key_mark, "misplaced-key",
                    fmt::format("'{}' 放错了位置，应写在文件的最外层（不缩进）", entry.key));
    }
  }

  static bool is_part(const Node::Entry& entry) {
    const std::vector<std::string>& keys = schema().at("");
    bool is_named_so = std::find(keys.begin(), keys.end(), entry.key) != keys.end();
    bool is_none = entry.value.is_scalar() && entry.value.text == "none";
    return is_named_so && !is_none && !has_key_of(entry.value, "accounts.*");
  }

  static bool has_key_of(const Node& node, const std::string& path) {
    const std::vector<std::string>& keys = schema().at(path);
    return node.is_map() &&
           std::any_of(node.entries.begin(), node.entries.end(), [&](const Node::Entry& entry) {
             return std::find(keys.begin(), keys.end(), entry.key) != keys.end();
           });
  }

  yaml::Reader& reader_;
  std::vector<Node::Entry> parts_;  // that were taken out of the accounts
};

}  // namespace

const yaml::KeyTable& file_keys() {
  static const yaml::KeyTable kTable = {
      {
          {"",
           {"title", "source", "cites", "extends", "year", "facts", "sources", "uncounted",
            "entered", "delivered", "accounts", "requirements", "exempt", "backbone", "summary",
            "plans", "classes", "archive"}},
          {"cites", {"*"}},
          {"cites.*", {"source", "article"}},
          {"year", {"begins"}},
          {"facts", {"*"}},
          {"sources", {"*"}},
          {"sources.*", {"unit", "worth", "at_most", "best_of", "spread", "late_until"}},
          {"sources.*.worth", {"by", "first", "step"}},
          {"accounts", {"*"}},
          {"accounts.*",
           {"label", "of", "takes", "sums", "carries", "cap", "at_most", "apart", "single_training",
            "unit"}},
          {"accounts.*.cap", {"hours", "per", "share", "of"}},
          {"requirements", {"[]"}},
          {"requirements.[]", {"id", "when", "need", "prorate"}},
          {"requirements.[].need", {"*"}},
          {"requirements.[].need.over", {"years", "from", "days", "months"}},
          {"requirements.[].prorate", {"by", "for", "round", "only"}},
          {"exempt", {"[]"}},
          {"exempt.[]", {"id", "label", "when"}},
          {"exempt.*", {"label", "when"}},
          {"backbone",
           {"quota_percent", "quota_rounding", "total_hours", "single_training", "window"}},
          {"backbone.total_hours", {"basis", "at_least", "over"}},
          {"backbone.single_training", {"at_least", "over"}},
          {"backbone.window", {"from", "to"}},
          {"summary", {"average_over", "labels"}},
          {"summary.labels", {"met", "required"}},
          {"plans",
           {"edit_year", "approve_changes", "excellence", "excellent_class", "categories",
            "technical_support", "support", "funding_requests"}},
          {"classes", {"required"}},
          {"archive", {"[]"}},
          {"archive.[]", {"line", "of"}},
          {"plans.edit_year", {"annual", "added"}},
          {"plans.support", {"excellent", "funded", "plain"}},
      },
      {"accounts.*.cap", "sources.*.worth", "cites.*"},
      {"requirements.[].need"},
      {"accounts.*", "exempt.*"},
      said_keys()};
  return kTable;
}

void check_schema(yaml::Document& document, base::Findings& findings) {
  yaml::Reader reader(document, "policy", findings);
  SchemaCheck(reader).check(document.edit_root());
}

}  // namespace xueshi::policy
