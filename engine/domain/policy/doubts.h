// What a sound rules file says and its writer hardly means: warnings, for this room's own files.
#pragma once

#include <optional>

#include "policy/parse.h"

namespace xueshi::policy {

// "policy.far-year": of the file beside the others on the shelf and its own title, or of a
// condition. "policy.exempt-lost": a list that replaces another and has fewer exemptions.
// "policy.small-quota", "policy.long-window", "policy.no-source" (a number of one's own, without
// the document it is from) and "policy.label-number" (a label that names hours which nobody needs).
// Requires: the policy is sound.
void find_doubts(Parsing& parsing, const Shelf& shelf, std::optional<base::Year> file_year);

}  // namespace xueshi::policy
