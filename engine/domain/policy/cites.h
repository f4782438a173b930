// Citations: which article of which document a value is from – `cites:` beside `source:` –
// (policy.md §3); for this room's own files.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "policy/layers.h"
#include "yaml/reader.h"

namespace xueshi::policy {

struct Citation {
  std::string source;   // the document: `source:` of the file that cites, unless it names another
  std::string article;  // "第三条"
};

class Citations {
 public:
  // Requires: the layers outlive it.
  explicit Citations(const Layers& layers);
  // Of the value with that path, which stands at that mark. An inherited value keeps its citation;
  // one that a later file writes anew has none but that file's, or a later one's.
  std::optional<Citation> find(const std::string& path, const yaml::Mark& of_value) const;

 private:
  const Layers& layers_;
  const yaml::Node* cites_;  // null where nothing is cited
};

// Of the checked file: "policy.unknown-cite" for a path that no value of the rules has,
// "policy.missing-key", "policy.wrong-kind".
void check_cites(const Layers& layers, base::Findings& findings);

// "policy.no-cite", a warning for every number of the checked file that has no citation.
void find_uncited(const Layers& layers, yaml::Reader& reader);

}  // namespace xueshi::policy
