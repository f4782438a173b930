// Layers: a rules file and those it extends, merged into one tree that remembers which file each
// value is from.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "policy/policy.h"
#include "yaml/node.h"

namespace xueshi::policy {

// The checked file is layer 0, what it extends 1, and so on.
struct Layers {
  std::vector<yaml::Document> documents;
  yaml::Node merged;
  yaml::Node below;                           // likewise, without layer 0; empty where that is all
  std::map<std::string, yaml::Mark> removed;  // "accounts.self_study" → where a file says `none`
  std::optional<yaml::Mark> extends;          // of layer 0

  const yaml::Document& document_of(const yaml::Mark& mark) const;
  base::Place place(const yaml::Mark& mark) const { return document_of(mark).place(mark); }
  std::string source_of(
      int layer) const;  // its `source:`, or of the nearest layer below that has one
};

// Reads the chain of `extends`: each file on its own first (unknown, misplaced and duplicate keys),
// then merged – maps key by key, lists whole, `none` takes a cap or an account away, and of two
// keys that exclude each other (of/takes, at_least/over) the later file's holds. Findings:
// "policy.extends-unknown", "policy.extends-not-earlier", "policy.extends-cycle". Absent where any
// was found.
std::optional<Layers> load_layers(const Shelf& shelf, const SourceFile& file,
                                  std::optional<base::Year> file_year, base::Findings& findings);

}  // namespace xueshi::policy
