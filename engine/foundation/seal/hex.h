// Bytes as lower-case hexadecimal digits and back; for this room's own files.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace xueshi::seal {

std::string hexadecimal(const unsigned char* bytes, std::size_t count);
// Exactly `count` bytes; absent where the text is anything else.
std::optional<std::string> parse_hexadecimal(std::string_view text, std::size_t count);

inline const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
inline unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

// libsodium must be initialised before it makes random bytes. Throws base::Error.
void require_sodium();

}  // namespace xueshi::seal
