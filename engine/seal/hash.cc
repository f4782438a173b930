#include "seal/hash.h"

#include <fmt/format.h>
#include <sodium.h>

#include <array>

namespace xueshi::seal {

namespace {

std::string hexadecimal(const unsigned char* bytes, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += fmt::format("{:02x}", bytes[i]);
  return text;
}

}  // namespace

std::string sha256(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256(hash.data(), reinterpret_cast<const unsigned char*>(bytes.data()),
                     bytes.size());
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
  std::string raw(static_cast<std::size_t>(bytes), '\0');
  if (sodium_init() < 0) return "";
  randombytes_buf(raw.data(), raw.size());
  return hexadecimal(reinterpret_cast<const unsigned char*>(raw.data()), raw.size());
}

}  // namespace xueshi::seal
