// Text as people write it: UTF-8, full-width forms, display widths, near misses.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace xueshi::base {

// True for well-formed UTF-8 without NUL (PostgreSQL cuts strings at NUL, SQLite stores invalid
// UTF-8: both are refused at intake).
bool is_clean_utf8(std::string_view text);

// The characters (code points) of a text, as views into it. Requires: is_clean_utf8(text).
std::vector<std::string_view> characters(std::string_view text);

// Columns on a terminal or, roughly, in a printed cell: Chinese characters are two wide.
int display_width(std::string_view text);

// Without blanks at both ends, ideographic ones (U+3000) and byte order marks included.
std::string_view trim(std::string_view text);

// Full-width parentheses, colon, comma and digits as their ASCII twins: headings and labels are
// compared in this form (domain.md §4: imports take full-width ones too).
std::string to_half_width(std::string_view text);

// Small letters for the ASCII capitals; everything else as it is, also in other locales.
constexpr char lower_ascii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
std::string lower_ascii(std::string_view text);

std::vector<std::string> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& parts, std::string_view separator);

bool contains(const std::vector<std::string>& words, std::string_view word);

// The member of `known` nearest to `word`, for "是否应为 …？". Absent where nothing is near enough
// (more than a third of the characters, at least one, would have to change).
std::optional<std::string> find_near(std::string_view word, const std::vector<std::string>& known);

// "，是否应为 'requirements'？" or "" – appended to a message about an unknown word.
std::string suggest(std::string_view word, const std::vector<std::string>& known);

}  // namespace xueshi::base
