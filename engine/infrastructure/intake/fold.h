// Folding: what looks the same to people becomes the same text.
#pragma once

#include <string>
#include <string_view>

namespace xueshi::intake {

// In normal form NFKC – full-width letters and digits, circled numbers and the like as their plain
// twins – and without characters that nobody sees. Requires: well-formed UTF-8.
std::string fold(std::string_view text);

// Without the characters that nobody sees (zero-width blanks, marks of direction, soft hyphens);
// else as it is.
std::string without_invisible(std::string_view text);

// Folded, in small letters: texts that differ in nothing else are alike.
std::string caseless(std::string_view text);

// What two numbers of one thing have in common, however they were typed: folded, small letters,
// without blanks and leading zeros. "Ａ 0012" and "a0012" are alike, "0012" and "12" too.
std::string twin_form(std::string_view key);

}  // namespace xueshi::intake
