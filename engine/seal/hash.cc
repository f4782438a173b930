#include "seal/hash.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>

#include "seal/hex.h"

namespace xueshi::seal {

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), bytes_of(bytes), bytes.size());
  return hexadecimal(hash.data(), hash.size());
}

std::string sha256(const std::vector<std::string_view>& parts) {
  std::string all;
  for (std::string_view part : parts) {
    fmt::format_to(std::back_inserter(all), "{}:", part.size());
    all += part;
  }
  return sha256(all);
}

std::string random_id(int bytes) {
  require_sodium();
  std::string raw(static_cast<std::size_t>(bytes), '\0');
  randombytes_buf(raw.data(), raw.size());
  return hexadecimal(bytes_of(raw), raw.size());
}

}  // namespace xueshi::seal
