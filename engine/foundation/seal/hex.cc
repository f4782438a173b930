#include "seal/hex.h"

#include <fmt/format.h>
#include <sodium.h>

#include "base/error.h"

namespace xueshi::seal {

std::string hexadecimal(const unsigned char* bytes, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i)
    fmt::format_to(std::back_inserter(text), "{:02x}", bytes[i]);
  return text;
}

std::optional<std::string> parse_hexadecimal(std::string_view text, std::size_t count) {
  std::string bytes(count, '\0');
  std::size_t got = 0;
  bool ok = text.size() == 2 * count && sodium_hex2bin(bytes_of(bytes), count, text.data(),
                                                       text.size(), nullptr, &got, nullptr) == 0;
  if (!ok || got != count) return std::nullopt;
  return bytes;
}

void require_sodium() {
  if (sodium_init() < 0) throw base::Error(base::ErrorKind::kProcess, "libsodium 无法启动");
}

}  // namespace xueshi::seal
