// Reader: strict schemas over nodes – declared keys, typed scalars, every mistake a finding.
//
//   Reader reader(document, "template", findings);
//   reader.check_keys(node, {"title", "columns"});            // unknown: findings with a
//   suggestion std::string title = reader.required_text(node, "title");  // "" and a finding where
//   it is missing
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/finding.h"
#include "yaml/node.h"

namespace xueshi::yaml {

class Reader {
 public:
  // `prefix` starts every code: "policy" makes "policy.unknown-key".
  Reader(const Document& document, std::string prefix, base::Findings& findings)
      : Reader([&document](const Mark&) -> const Document& { return document; }, std::move(prefix),
               findings) {}

  // For trees merged from several files: `document_of` knows which file a mark is in.
  using DocumentOf = std::function<const Document&(const Mark&)>;
  Reader(DocumentOf document_of, std::string prefix, base::Findings& findings)
      : document_of_(std::move(document_of)), prefix_(std::move(prefix)), findings_(findings) {}

  // "<prefix>.unknown-key" for every key that is not known, "<prefix>.wrong-kind" where the node is
  // no map (then false).
  bool check_keys(const Node& node, const std::vector<std::string>& known);
  bool check_map(const Node& node);

  // The value of a key; null where absent, with "<prefix>.missing-key" for the required ones.
  const Node* required(const Node& map, std::string_view key);

  std::string required_text(const Node& map, std::string_view key);
  std::string optional_text(const Node& map, std::string_view key, std::string fallback = "");
  std::optional<bool> flag(const Node& node);  // true or false
  bool optional_flag(const Node& map, std::string_view key, bool fallback);
  std::optional<std::int64_t> integer(const Node& node);  // absent with "<prefix>.wrong-value"
  std::optional<std::int64_t> decimal(const Node& node, int places);
  std::string text(const Node& node);                // "" with "<prefix>.wrong-kind"
  std::vector<std::string> texts(const Node& node);  // a list of scalars
  // One of the words; its index. Absent with "<prefix>.unknown-word" and a suggestion. `said` is
  // what people call them: 四舍五入 → half_up.
  using Said = std::vector<std::pair<std::string, std::string>>;
  std::optional<std::size_t> word(const Node& node, const std::vector<std::string>& known,
                                  const Said& said = {});

  // Where the text at the mark has slips of the pen, these are the mistake, and are told instead.
  void error(const Mark& mark, std::string_view code, std::string message);
  void warning(const Mark& mark, std::string_view code, std::string message);
  base::Findings& findings() { return findings_; }

 private:
  std::string code(std::string_view rest) const { return prefix_ + "." + std::string(rest); }
  DocumentOf document_of_;
  std::string prefix_;
  base::Findings& findings_;
};

}  // namespace xueshi::yaml
