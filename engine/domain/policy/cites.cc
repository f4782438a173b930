#include "policy/cites.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "policy/numbers.h"
#include "policy/parse.h"

namespace xueshi::policy {

namespace {

using yaml::Node;

// What may be cited: every value but what the rules are called; numbers first.
std::vector<std::string> citable_paths(const Layers& layers) {
  std::vector<std::string> paths;
  for (const PlacedNumber& number : numbers_in(layers)) paths.push_back(number.path);
  for (const Origin& origin : list_origins(layers)) {
    if (origin.path != "title" && origin.path != "source") paths.push_back(origin.path);
  }
  return paths;
}

// "online.cap" and "accounts.online" both mean accounts.online.cap.
std::string advice_for(const std::string& given, const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    if (path.ends_with("." + given) || path.starts_with(given + "."))
      return fmt::format("，是否应为 '{}'？", path);
  }
  std::string advice = base::suggest(given, paths);
  if (!advice.empty() || paths.empty()) return advice;
  std::string first = given.substr(0, given.find('.'));
  auto like = std::find_if(paths.begin(), paths.end(),
                           [&](const std::string& path) { return path.starts_with(first + "."); });
  return fmt::format("，应像 {} 那样写出从文件最外层到这个数的路径",
                     like == paths.end() ? paths.front() : *like);
}

}  // namespace

Citations::Citations(const Layers& layers)
    : layers_(layers), cites_(layers.merged.is_map() ? layers.merged.find("cites") : nullptr) {
  if (cites_ != nullptr && !cites_->is_map()) cites_ = nullptr;
}

std::optional<Citation> Citations::find(const std::string& path, const yaml::Mark& of_value) const {
  const Node::Entry* entry = cites_ == nullptr ? nullptr : cites_->find_entry(path);
  if (entry == nullptr || entry->key_mark.layer > of_value.layer) return std::nullopt;
  Citation citation{layers_.source_of(entry->key_mark.layer), entry->value.text};
  if (!entry->value.is_map()) return citation;
  if (const Node* source = entry->value.find("source")) citation.source = source->text;
  if (const Node* article = entry->value.find("article")) citation.article = article->text;
  return citation;
}

void check_cites(const Layers& layers, base::Findings& findings) {
  const Node* cites = layers.merged.is_map() ? layers.merged.find("cites") : nullptr;
  if (cites == nullptr || !cites->is_map()) return;
  yaml::Reader reader(
      [&](const yaml::Mark& mark) -> const yaml::Document& { return layers.document_of(mark); },
      "policy", findings);
  std::vector<std::string> paths = citable_paths(layers);
  for (const Node::Entry& entry : cites->entries) {
    if (entry.key_mark.layer != 0) continue;
    if (!base::contains(paths, entry.key)) {
      reader.error(
          entry.key_mark, "unknown-cite",
          fmt::format("规定中没有 '{}' 这个数{}", entry.key, advice_for(entry.key, paths)));
    } else if (entry.value.is_map()) {
      reader.required_text(entry.value, "article");
      reader.optional_text(entry.value, "source");
    } else {
      reader.text(entry.value);
    }
  }
}

void find_uncited(const Layers& layers, yaml::Reader& reader) {
  Citations citations(layers);
  for (const PlacedNumber& number : numbers_in(layers)) {
    if (number.node->mark.layer != 0 || citations.find(number.path, number.node->mark)) continue;
    reader.warning(number.node->mark, "no-cite",
                   fmt::format("{} 没有写明依据哪一条：请在 cites 中写上 {}: 第…条", number.path,
                               number.path));
  }
}

}  // namespace xueshi::policy
