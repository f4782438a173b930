#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "condition/parse.h"
#include "workflow/keys.h"
#include "workflow/parse.h"

namespace xueshi::workflow {

namespace {

using yaml::Node;

constexpr const char* kMissing = "missing";

bool is_need_already(const Registry& registry, const std::string& name) {
  return name == "comment" || std::any_of(registry.needs.begin(), registry.needs.end(),
                                          [&](const Offered& need) { return need.name == name; });
}

// What is beside the key that says what the check asks.
void refuse_beside(Parsing& parsing, const Node& check, const char* key,
                   const std::vector<std::string>& others, std::string_view reason) {
  if (check.find(key) == nullptr) return;
  for (const std::string& other : others) {
    const Node::Entry* entry = check.find_entry(other);
    if (entry == nullptr) continue;
    parsing.reader.error(entry->key_mark, "misplaced-word",
                         fmt::format("{}，不能有 '{}'，请去掉", reason, other));
  }
}

// Every word in braces is a heading, a word of the registry, or `missing`.
void check_words(Parsing& parsing, const Node& check, const char* key, bool is_filled) {
  const Node* node = check.find(key);
  if (node == nullptr || !node->is_scalar()) return;
  std::vector<std::string> known = parsing.registry.words;
  if (is_filled) known.emplace_back(kMissing);
  known.insert(known.end(), parsing.registry.fields.begin(), parsing.registry.fields.end());
  for (std::size_t at = node->text.find('{'); at != std::string::npos;
       at = node->text.find('{', at + 1)) {
    std::size_t end = node->text.find('}', at);
    std::string word = node->text.substr(at + 1, end == std::string::npos ? end : end - at - 1);
    if (end != std::string::npos && base::contains(known, word)) continue;
    parsing.reader.error(
        node->mark, "unknown-word",
        fmt::format("句中大括号里的 '{}' 不是栏目{}", word, advise(word, known, "词")));
  }
}

std::string code_of(std::string name) {
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

Check read_check(Parsing& parsing, const Node::Entry& entry) {
  Check check;
  check.name = entry.key;
  check.code = code_of(entry.key);
  check.mark = entry.key_mark;
  const Node& node = entry.value;
  if (!parsing.reader.check_keys(node, file_keys().at("checks.*"))) return check;
  refuse_beside(parsing, node, "filled", {"when"}, "filled 的检查只看栏目是否填写");
  const Node* filled = node.find("filled");
  if (filled != nullptr) {
    check.filled = read_headings(parsing, *filled);
  } else if (const Node* when = parsing.reader.required(node, "when")) {
    check.when =
        condition::parse_condition(parsing.reader, *when, parsing.definition.vocabulary, {});
  }
  check.otherwise = parsing.reader.required_text(node, "otherwise");
  check.lifted_by = parsing.reader.optional_text(node, "lifted_by");
  for (const char* key : {"otherwise", "lifted_by"})
    check_words(parsing, node, key, filled != nullptr);
  check.hides = parsing.reader.optional_flag(node, "hides", false);
  if (const Node* code = node.find("code")) {
    check.code = parsing.reader.text(*code);
    check_name(parsing, check.code, code->mark);
  }
  return check;
}

// Checks of the file, by name; where they stand in it makes no difference.
void read_check_list(Parsing& parsing, const Node::Entry& entry) {
  parsing.reader.check_keys(entry.value, file_keys().at("checks.*"));
  refuse_beside(parsing, entry.value, "all_of",
                {"when", "filled", "otherwise", "lifted_by", "code", "hides"},
                "all_of 只汇集别的检查");
  const Node& node = *entry.value.find("all_of");
  std::vector<std::string> known, list;
  for (const Check& check : parsing.definition.checks) known.push_back(check.name);
  if (!node.is_sequence() || node.items.empty())
    parsing.reader.error(node.mark, "wrong-kind", "此处应为列表，例如 [甲, 乙]");
  for (const Node& item : node.items) {
    std::string name = parsing.reader.text(item);
    if (!item.is_scalar()) continue;
    if (!base::contains(known, name)) {
      parsing.reader.error(item.mark, "unknown-need",
                           fmt::format("未知的检查 '{}'{}", name, advise(name, known, "检查")));
    } else if (base::contains(list, name)) {
      parsing.reader.error(item.mark, "duplicate-word",
                           fmt::format("'{}' 重复，请只保留一个", name));
    } else {
      list.push_back(std::move(name));
    }
  }
  parsing.check_lists.emplace_back(entry.key, std::move(list));
}

bool is_list(const Node::Entry& entry) {
  return entry.value.is_map() && entry.value.find("all_of") != nullptr;
}

}  // namespace

void parse_checks(Parsing& parsing, const Node& node) {
  if (!parsing.reader.check_map(node)) return;
  for (const Node::Entry& entry : node.entries) {
    check_name(parsing, entry.key, entry.key_mark);
    if (is_need_already(parsing.registry, entry.key)) {
      parsing.reader.error(
          entry.key_mark, "duplicate-name",
          fmt::format("检查 '{}' 与 needs 中已有的要求重名，请另取一个名称", entry.key));
    }
    if (!is_list(entry)) parsing.definition.checks.push_back(read_check(parsing, entry));
  }
  for (const Node::Entry& entry : node.entries) {
    if (is_list(entry)) read_check_list(parsing, entry);
  }
}

}  // namespace xueshi::workflow
