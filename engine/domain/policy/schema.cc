#include "policy/schema.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <vector>

#include "base/text.h"
#include "yaml/reader.h"

namespace xueshi::policy {

namespace {

using yaml::Node;

// The keys below a path; "*" stands for any key of the writer's own, "[]" for the items of a list.
const std::map<std::string, std::vector<std::string>>& schema() {
  static const std::map<std::string, std::vector<std::string>> kSchema = {
      {"",
       {"title", "source", "extends", "accounts", "requirements", "exempt", "backbone", "summary",
        "plans", "classes"}},
      {"accounts", {"*"}},
      {"accounts.*", {"label", "of", "takes", "cap", "single_training"}},
      {"requirements", {"[]"}},
      {"requirements.[]", {"id", "when", "need"}},
      {"requirements.[].need", {"*"}},
      {"exempt", {"[]"}},
      {"exempt.[]", {"id", "label", "when"}},
      {"backbone", {"quota_percent", "quota_rounding", "total_hours", "single_training", "window"}},
      {"backbone.total_hours", {"basis", "at_least", "over"}},
      {"backbone.single_training", {"at_least", "over"}},
      {"backbone.window", {"from", "to"}},
      {"summary", {"average_over", "labels"}},
      {"summary.labels", {"met", "required"}},
      {"plans",
       {"edit_year", "approve_changes", "excellence", "excellent_class", "categories",
        "technical_support", "support", "funding_requests"}},
      {"classes", {"required"}},
      {"plans.edit_year", {"annual", "added"}},
      {"plans.support", {"excellent", "funded", "plain"}},
  };
  return kSchema;
}

std::string name_of(const std::string& path) {
  if (path.empty()) return "文件的最外层";
  if (path == "accounts.*") return " accounts 的某个账户之下";
  std::vector<std::string> steps = base::split(path, '.');
  if (steps.back() == "[]") return fmt::format(" {} 的某一项之下", steps.front());
  return fmt::format(" {} 之下", base::join(steps, " → "));
}

// Where else a key is known, as people would say it; "" for a key that is known nowhere.
std::string home_of(const std::string& key) {
  std::vector<std::string> homes;
  for (const auto& [path, keys] : schema()) {
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) homes.push_back(name_of(path));
  }
  return base::join(homes, "，或");
}

class SchemaCheck {
 public:
  explicit SchemaCheck(yaml::Reader& reader) : reader_(reader) {}

  void check(const Node& node, const std::string& path) {
    auto at = schema().find(path);
    if (at == schema().end()) return;
    const std::vector<std::string>& keys = at->second;
    if (keys.front() == "[]") return check_list(node, path);
    if (path == "accounts.*" && node.is_scalar() && node.text == "none") return;
    if (!reader_.check_map(node)) return;
    for (const Node::Entry& entry : node.entries) {
      bool free_key = keys.front() == "*";
      bool known = free_key || std::find(keys.begin(), keys.end(), entry.key) != keys.end();
      if (!known) refuse(entry, keys);
      std::string below = path;
      if (!below.empty()) below += '.';
      below += free_key ? "*" : entry.key;
      if (known) check(entry.value, below);
    }
  }

 private:
  void check_list(const Node& node, const std::string& path) {
    if (!node.is_sequence()) {
      reader_.error(node.mark, "wrong-kind", "此处应为列表，每项以 '- ' 开头");
      return;
    }
    for (const Node& item : node.items) check(item, path + ".[]");
  }

  void refuse(const Node::Entry& entry, const std::vector<std::string>& keys) {
    std::string home = home_of(entry.key);
    if (!home.empty()) {
      reader_.error(entry.key_mark, "misplaced-key",
                    fmt::format("'{}' 放错了位置，应写在{}", entry.key, home));
      return;
    }
    std::string advice = base::suggest(entry.key, keys);
    if (advice.empty()) advice = fmt::format("，此处可用的键：{}", base::join(keys, "、"));
    reader_.error(entry.key_mark, "unknown-key", fmt::format("未知的键 '{}'{}", entry.key, advice));
  }

  yaml::Reader& reader_;
};

}  // namespace

void check_schema(const yaml::Document& document, base::Findings& findings) {
  yaml::Reader reader(document, "policy", findings);
  SchemaCheck(reader).check(document.root(), "");
}

}  // namespace xueshi::policy
