// What a message repeats of a wrong cell.
#pragma once

#include <string>
#include <string_view>

#include "base/text.h"

namespace xueshi::intake {

// The first 40 characters, then "…"; on one line.
inline std::string shorten(std::string_view text) {
  constexpr std::size_t kMostCharacters = 40;
  constexpr std::size_t kMostBytes = kMostCharacters * 4;
  std::vector<std::string_view> letters = base::characters(text.substr(0, kMostBytes));
  bool whole = text.size() <= kMostBytes && letters.size() <= kMostCharacters;
  if (letters.size() > kMostCharacters) letters.resize(kMostCharacters);
  std::string shown;
  for (std::string_view letter : letters) {
    bool control = static_cast<unsigned char>(letter[0]) < 0x20 || letter[0] == 0x7F;
    shown.append(control ? " " : letter);
  }
  return whole ? shown : shown + "…";
}

}  // namespace xueshi::intake
