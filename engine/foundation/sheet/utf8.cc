#include "sheet/utf8.h"

#include <cstdint>
#include <cstring>

namespace xueshi::sheet {

namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080u;
constexpr std::uint64_t kLowBits = 0x0101010101010101u;

bool eight_plain(const char* at) {
  std::uint64_t word;
  std::memcpy(&word, at, sizeof word);
  return ((word | (word - kLowBits)) & kHighBits) == 0;
}

bool continues(unsigned char byte) { return (byte & 0xC0) == 0x80; }

// Length of the well-formed sequence that starts with a byte above 0x7F; 0 where there is none.
std::size_t sequence_at(const unsigned char* at, std::size_t left) {
  unsigned char lead = at[0];
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (left < 3 || !continues(at[1]) || !continues(at[2])) return 0;
    bool overlong = lead == 0xE0 && at[1] < 0xA0;
    bool surrogate = lead == 0xED && at[1] > 0x9F;
    return overlong || surrogate ? 0 : 3;
  }
  if (lead >= 0xC2 && lead <= 0xDF) return left >= 2 && continues(at[1]) ? 2 : 0;
  if (lead < 0xF0 || lead > 0xF4 || left < 4) return 0;
  if (!continues(at[1]) || !continues(at[2]) || !continues(at[3])) return 0;
  bool overlong = lead == 0xF0 && at[1] < 0x90;
  bool too_high = lead == 0xF4 && at[1] > 0x8F;
  return overlong || too_high ? 0 : 4;
}

}  // namespace

std::size_t find_unclean(std::string_view text) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  std::size_t at = 0;
  while (at < text.size()) {
    if (at + 8 <= text.size() && eight_plain(text.data() + at)) {
      at += 8;
    } else if (bytes[at] < 0x80) {
      if (bytes[at] == 0) return at;
      ++at;
    } else {
      std::size_t length = sequence_at(bytes + at, text.size() - at);
      if (length == 0) return at;
      at += length;
    }
  }
  return std::string_view::npos;
}

}  // namespace xueshi::sheet
