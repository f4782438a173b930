// CaseInput: what input.yaml of a plugin's case says.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "plugin/manifest.h"
#include "plugin/run.h"

namespace xueshi::plugin {

struct CaseInput {
  Book book;
  std::map<std::string, std::vector<Record>> rows;  // of every declared input, perhaps none
};

// Typed by the table of inputs: fields left out are "", 0, false or nil; seconds may be written as
// 3小时10分53秒. Absent with findings, codes "plugin-case.…".
std::optional<CaseInput> parse_case_input(const std::string& file, std::string_view text,
                                          const Manifest& manifest, base::Findings& findings);

}  // namespace xueshi::plugin
