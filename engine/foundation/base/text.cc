#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace xueshi::base {

namespace {

int sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

// Requires: a well-formed sequence.
std::uint32_t code_point(std::string_view character) {
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
  switch (character.size()) {
    case 1:
      return byte(0);
    case 2:
      return (byte(0) & 0x1Fu) << 6 | (byte(1) & 0x3Fu);
    case 3:
      return (byte(0) & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
    default:
      return (byte(0) & 0x07u) << 18 | (byte(1) & 0x3Fu) << 12 | (byte(2) & 0x3Fu) << 6 |
             (byte(3) & 0x3Fu);
  }
}

bool is_wide(std::uint32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2014 && c <= 0x201D) ||
         (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE6F) ||
         (c >= 0xFF00 && c <= 0xFF60) || (c >= 0xFFE0 && c <= 0xFFE6) ||
         (c >= 0x20000 && c <= 0x3FFFD);
}

bool is_blank(std::string_view character) {
  return character == " " || character == "\t" || character == "\r" || character == "\n" ||
         character == "\u3000" || character == "\u00a0" || character == "\ufeff";
}

// Letters changed, added, left out, or swapped with their neighbour.
std::size_t edit_distance(const std::vector<std::string_view>& a,
                          const std::vector<std::string_view>& b) {
  std::vector<std::size_t> two_above, above, row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    two_above = std::exchange(above, row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t change = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({change, above[j] + 1, row[j - 1] + 1});
      bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], two_above[j - 2] + 1);
    }
  }
  return row.back();
}

}  // namespace

bool is_clean_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    auto lead = static_cast<unsigned char>(text[i]);
    int length = sequence_length(lead);
    if (lead == 0 || length == 0 || i + length > text.size()) return false;
    for (int k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) return false;
    }
    std::uint32_t c = code_point(text.substr(i, length));
    bool overlong = (length == 3 && c < 0x800) || (length == 4 && c < 0x10000);
    if (overlong || (c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF) return false;
    i += length;
  }
  return true;
}

std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> parts;
  for (std::size_t i = 0; i < text.size();) {
    int length = std::max(1, sequence_length(static_cast<unsigned char>(text[i])));
    parts.push_back(text.substr(i, length));
    i += length;
  }
  return parts;
}

int display_width(std::string_view text) {
  int width = 0;
  for (std::string_view character : characters(text))
    width += is_wide(code_point(character)) ? 2 : 1;
  return width;
}

std::string_view trim(std::string_view text) {
  std::vector<std::string_view> parts = characters(text);
  std::size_t first = 0;
  std::size_t last = parts.size();
  while (first < last && is_blank(parts[first])) ++first;
  while (last > first && is_blank(parts[last - 1])) --last;
  if (first == last) return text.substr(0, 0);
  const char* begin = parts[first].data();
  const char* end = parts[last - 1].data() + parts[last - 1].size();
  return {begin, static_cast<std::size_t>(end - begin)};
}

std::string to_half_width(std::string_view text) {
  std::string narrow;
  for (std::string_view character : characters(text)) {
    std::uint32_t c = code_point(character);
    bool twin = c >= 0xFF01 && c <= 0xFF5E;  // the full-width forms of '!' to '~'
    if (twin) {
      narrow += static_cast<char>(c - 0xFF01 + '!');
    } else {
      narrow += character;
    }
  }
  return narrow;
}

std::string lower_ascii(std::string_view text) {
  std::string low(text);
  for (char& c : low) c = lower_ascii(c);
  return low;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  for (std::size_t at = text.find(separator); at != std::string_view::npos;
       at = text.find(separator, start)) {
    parts.emplace_back(text.substr(start, at - start));
    start = at + 1;
  }
  parts.emplace_back(text.substr(start));
  return parts;
}

std::string join(const std::vector<std::string>& parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

bool contains(const std::vector<std::string>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::optional<std::string> find_near(std::string_view word, const std::vector<std::string>& known) {
  auto letters = characters(word);
  std::size_t allowed = std::max<std::size_t>(1, letters.size() / 3);
  std::optional<std::string> nearest;
  for (const std::string& candidate : known) {
    std::size_t distance = edit_distance(letters, characters(candidate));
    if (distance > allowed || distance >= characters(candidate).size()) continue;
    if (distance < allowed || !nearest) nearest = candidate;
    allowed = distance;
  }
  return nearest;
}

std::string suggest(std::string_view word, const std::vector<std::string>& known) {
  std::optional<std::string> near = find_near(word, known);
  return near ? fmt::format("，是否应为 '{}'？", *near) : "";
}

}  // namespace xueshi::base
