// The kinds of files that people write, for editors: which keys each may have, and where.
#pragma once

#include <string>
#include <vector>

#include "yaml/keys.h"

namespace xueshi::authoring {

struct FileKind {
  std::string kind;   // "rules"
  std::string files;  // where they lie: "rules/<year>.yaml"
  const yaml::KeyTable* keys;
};

// rules, workflows, templates, plugins, schedules.
const std::vector<FileKind>& file_kinds();
// Refuses "schema.unknown-kind".
const FileKind& find_file_kind(const std::string& kind);

}  // namespace xueshi::authoring
