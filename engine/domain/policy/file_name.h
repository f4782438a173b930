// What the name of a file among the rules says of it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/finding.h"

namespace xueshi::policy {

// "2025.yaml" → 2025, to the letter: no blank, no other capitals, no other ending.
std::optional<base::Year> year_of_file(const std::string& name);

// A text of rules or cases as it is kept, compared and hashed, whichever way it came: its lines end
// with \n, as editors and browsers elsewhere end them with \r\n.
std::string canonical_text(std::string_view text);

// A file that no year takes: "policy.file-name", an error where it looks like rules that somebody
// means to hold (2025.yml, 2025年.yaml), a warning for a copy that an editor or a person left
// (2025.yaml~), and for what is something else. Nothing for what every folder may hold (README,
// .gitkeep). `has_rules_of` tells whether a year has its file.
void check_file_name(const std::string& path, const std::string& name,
                     const std::function<bool(base::Year)>& has_rules_of, base::Findings& findings);

}  // namespace xueshi::policy
