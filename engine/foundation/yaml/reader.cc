#include "yaml/reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/number.h"
#include "base/text.h"

namespace xueshi::yaml {

namespace {

std::string meant_by(const std::string& given, const Reader::Said& said) {
  for (const auto& [name, word] : said) {
    if (name == given) return fmt::format("，应写成 '{}'", word);
  }
  return "";
}

// "half_up（四舍五入）、up（进一）"
std::string with_what_is_said(const std::vector<std::string>& known, const Reader::Said& said) {
  std::vector<std::string> words;
  for (const std::string& word : known) {
    auto name = std::find_if(said.begin(), said.end(),
                             [&](const auto& each) { return each.second == word; });
    words.push_back(name == said.end() ? word : fmt::format("{}（{}）", word, name->first));
  }
  return base::join(words, "、");
}

std::string without_percent(std::string_view text, int places) {
  std::string narrow = base::to_half_width(base::trim(text));
  if (narrow.empty() || narrow.back() != '%') return "";
  narrow = std::string(base::trim(std::string_view(narrow).substr(0, narrow.size() - 1)));
  return base::parse_decimal(narrow, places) ? narrow : "";
}

}  // namespace

bool Reader::check_map(const Node& node) {
  if (node.is_map()) return true;
  bool full_width = node.is_scalar() && node.text.find("：") != std::string::npos;
  error(node.mark, "wrong-kind",
        full_width ? "此处应为 键: 值 的列表；冒号请用半角，后面空一格" : "此处应为 键: 值 的列表");
  return false;
}

bool Reader::check_keys(const Node& node, const std::vector<std::string>& known) {
  if (!check_map(node)) return false;
  for (const Node::Entry& entry : node.entries) {
    if (std::find(known.begin(), known.end(), entry.key) != known.end()) continue;
    std::string advice = base::suggest(entry.key, known);
    if (advice.empty()) advice = fmt::format("，此处可用的键：{}", base::join(known, "、"));
    error(entry.key_mark, "unknown-key", fmt::format("未知的键 '{}'{}", entry.key, advice));
  }
  return true;
}

const Node* Reader::required(const Node& map, std::string_view key) {
  const Node* found = map.is_map() ? map.find(key) : nullptr;
  if (found != nullptr || !map.is_map()) return found;
  // A misspelt key has its finding already.
  bool misspelt =
      std::any_of(map.entries.begin(), map.entries.end(), [&](const Node::Entry& entry) {
        return base::find_near(entry.key, {std::string(key)}).has_value();
      });
  if (!misspelt) error(map.mark, "missing-key", fmt::format("缺少 '{}'，请补上", key));
  return nullptr;
}

std::string Reader::text(const Node& node) {
  if (node.is_scalar()) return node.text;
  error(node.mark, "wrong-kind", "此处应为一段文字");
  return "";
}

std::string Reader::required_text(const Node& map, std::string_view key) {
  const Node* node = required(map, key);
  if (node == nullptr) return "";
  std::string value = text(*node);
  if (node->is_scalar() && value.empty())
    error(node->mark, "missing-key", fmt::format("'{}' 不能为空", key));
  return value;
}

std::string Reader::optional_text(const Node& map, std::string_view key, std::string fallback) {
  const Node* node = map.find(key);
  return node == nullptr ? std::move(fallback) : text(*node);
}

std::optional<bool> Reader::flag(const Node& node) {
  if (node.is_scalar() && node.text == "true") return true;
  if (node.is_scalar() && node.text == "false") return false;
  static const Said kSaid = {{"是", "true"},     {"否", "false"},  {"True", "true"},
                             {"False", "false"}, {"TRUE", "true"}, {"FALSE", "false"},
                             {"yes", "true"},    {"no", "false"}};
  error(node.mark, "wrong-value", "此处应为 true 或 false" + meant_by(node.text, kSaid));
  return std::nullopt;
}

bool Reader::optional_flag(const Node& map, std::string_view key, bool fallback) {
  const Node* node = map.find(key);
  return node == nullptr ? fallback : flag(*node).value_or(fallback);
}

std::optional<std::int64_t> Reader::integer(const Node& node) {
  auto value = node.is_scalar() ? base::parse_decimal(node.text, 0) : std::nullopt;
  std::string narrow = base::to_half_width(base::trim(node.text));
  if (!value && base::parse_decimal(narrow, 0)) {
    error(node.mark, "wrong-value",
          fmt::format("'{}' 里有全角字符，请改为半角 '{}'", node.text, narrow));
  } else if (!value) {
    error(node.mark, "wrong-value", fmt::format("'{}' 不是整数", node.text));
  }
  return value;
}

std::optional<std::int64_t> Reader::decimal(const Node& node, int places) {
  auto value = node.is_scalar() ? base::parse_decimal(node.text, places) : std::nullopt;
  if (value) return value;
  if (std::string number = without_percent(node.text, places); !number.empty()) {
    error(node.mark, "wrong-value", fmt::format("'{}' 不写百分号，请写成 {}", node.text, number));
  } else {
    error(node.mark, "wrong-value", fmt::format("'{}' 不是至多 {} 位小数的数", node.text, places));
  }
  return std::nullopt;
}

std::vector<std::string> Reader::texts(const Node& node) {
  std::vector<std::string> all;
  if (!node.is_sequence()) {
    error(node.mark, "wrong-kind", "此处应为列表，例如 [甲, 乙]");
    return all;
  }
  for (const Node& item : node.items) all.push_back(text(item));
  return all;
}

std::optional<std::size_t> Reader::word(const Node& node, const std::vector<std::string>& known,
                                        const Said& said) {
  std::string given = text(node);
  auto at = std::find(known.begin(), known.end(), given);
  if (at != known.end()) return static_cast<std::size_t>(at - known.begin());
  if (node.is_scalar()) {
    std::string advice = meant_by(given, said);
    if (advice.empty()) advice = base::suggest(given, known);
    if (advice.empty()) advice = fmt::format("，可用的词：{}", with_what_is_said(known, said));
    error(node.mark, "unknown-word", fmt::format("未知的词 '{}'{}", given, advice));
  }
  return std::nullopt;
}

void Reader::error(const Mark& mark, std::string_view rest, std::string message) {
  const Document& document = document_of_(mark);
  const std::vector<Slip>& slips = document.slips_at(mark);
  for (const Slip& slip : slips) {
    findings_.error(document.place({slip.line, slip.column}), slip.code, slip.message);
  }
  if (slips.empty()) findings_.error(document.place(mark), code(rest), std::move(message));
}

void Reader::warning(const Mark& mark, std::string_view rest, std::string message) {
  findings_.warning(document_of_(mark).place(mark), code(rest), std::move(message));
}

}  // namespace xueshi::yaml
