// Ways: what the command line adds to the engine's sentences, which say the deed in the manuals'
// words: the command, option or variable that does it here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace xueshi::cli {

// The sentence of a blocker, a finding, a notice or an error, with the way appended where there is
// one. `code` is theirs; of texts that have none, the name of their family ("report", "audit",
// "backup", "doctor").
std::string with_way(std::string_view code, const std::string& sentence);
std::vector<std::string> with_ways(std::string_view code, std::vector<std::string> sentences);

}  // namespace xueshi::cli
