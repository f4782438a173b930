// Manifest: plugin.yaml – what a report plugin is called, reads, fills and writes.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "page/template.h"
#include "plugin/record.h"
#include "yaml/keys.h"

namespace xueshi::plugin {

// `params:` – constants that the plugin's author wants to change without touching main.lua.
struct Param {
  std::string name;
  Value value;  // integer, decimal, text or flag, as its `type` says
};

// `api: N` has what every number below it has.
inline constexpr int kNewestApi = 2;

struct Manifest {
  std::string name;  // the folder's name: "execution"
  std::string title;
  std::string version;  // as written: "1.0"
  int api = 1;
  std::string template_name;        // "execution": its own <name>.yaml, else templates/<name>.yaml
  std::vector<std::string> inputs;  // of the table in inputs.h
  std::vector<Param> params;
  std::string output;  // "{year}-execution.xlsx"; {year}, {institute.code}, {institute.name}
  base::Place name_place, output_place;  // where the two are written
};

// Which keys plugin.yaml has, and where.
const yaml::KeyTable& file_keys();

// Parses and checks plugin.yaml. `folder_name` is what `name` must be. Absent with findings, codes
// "plugin.…".
std::optional<Manifest> parse_manifest(const std::string& file, std::string_view text,
                                       const std::string& folder_name, base::Findings& findings);

// The file name of one run's workbook. Never holds a path separator.
std::string output_name(const Manifest& manifest, const page::Fields& fields);

}  // namespace xueshi::plugin
