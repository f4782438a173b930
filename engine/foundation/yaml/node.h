// YAML that remembers where it was written, and refuses what a careful reader would trip over.
//
// Anchors, aliases, tags, duplicate keys, more than one document, depth > 32 and files > 1 MiB are
// findings, before anything is built. Scalars stay text: the schema types them, nothing is guessed
// (`010` is not 8, `yes` is not true).
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/finding.h"
#include "yaml/slips.h"

namespace xueshi::yaml {

enum class Kind { kScalar, kSequence, kMap };

struct Mark {
  int line = 0;    // from 1
  int column = 0;  // from 1, in characters
  int layer = 0;   // which file, in a tree merged from several; 0 as parsed
};

// A value with its place. Copies are cheap enough; trees are small.
struct Node {
  struct Entry;

  Kind kind = Kind::kScalar;
  Mark mark;
  std::string text;            // of a scalar
  bool quoted = false;         // of a scalar: was written in quotes
  std::vector<Node> items;     // of a sequence
  std::vector<Entry> entries;  // of a map, in the order of the file

  // The value of a key; null where absent. Requires: kind == kMap.
  const Node* find(std::string_view key) const;
  const Entry* find_entry(std::string_view key) const;
  bool is_scalar() const { return kind == Kind::kScalar; }
  bool is_map() const { return kind == Kind::kMap; }
  bool is_sequence() const { return kind == Kind::kSequence; }
};

struct Node::Entry {
  std::string key;
  Mark key_mark;
  Node value;
};

// A parsed file, with its lines for excerpts.
class Document {
 public:
  const Node& root() const { return root_; }
  const std::string& file() const { return file_; }
  base::Place place(const Mark& mark) const;  // with the offending line
  const std::vector<std::string>& lines() const { return lines_; }

  // "yaml.syntax", "yaml.alias", "yaml.anchor", "yaml.tag", "yaml.duplicate-key", "yaml.too-deep",
  // "yaml.too-big", "yaml.encoding", "yaml.not-text", "yaml.many-documents", "yaml.full-width".
  // Absent where any was found.
  static std::optional<Document> parse(const std::string& file, std::string_view text,
                                       base::Findings& findings);
  // Likewise, but also a file whose only mistakes are slips of the pen, with what was meant: so
  // that its other mistakes can be found. Requires: the caller refuses where `findings` has errors.
  static std::optional<Document> read(const std::string& file, std::string_view text,
                                      base::Findings& findings);

  // Slips in the text that begins at a mark: where it is found wrong, they are why.
  const std::vector<Slip>& slips_at(const Mark& mark) const;
  // What was meant is put into the place of what was written.
  Node& edit_root() { return root_; }

 private:
  std::string file_;
  std::vector<std::string> lines_;
  std::map<std::pair<int, int>, std::vector<Slip>> slips_;  // by line and column of the text
  Node root_;
};

}  // namespace xueshi::yaml
