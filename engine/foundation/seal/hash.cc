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

std::array<std::uint64_t, 4> blake2b(std::string_view bytes) {
  std::array<unsigned char, 32> hash{};
  crypto_generichash(hash.data(), hash.size(), bytes_of(bytes), bytes.size(), nullptr, 0);
  std::array<std::uint64_t, 4> numbers{};
  for (std::size_t i = 0; i < hash.size(); ++i)
    numbers[i / 8] |= std::uint64_t{hash[i]} << (8 * (i % 8));
  return numbers;
}

namespace {

crypto_hash_sha256_state* state_of(std::array<unsigned char, 128>& bytes) {
  static_assert(sizeof(crypto_hash_sha256_state) <= 128 && alignof(crypto_hash_sha256_state) <= 8);
  return reinterpret_cast<crypto_hash_sha256_state*>(bytes.data());
}

}  // namespace

Sha256::Sha256() { crypto_hash_sha256_init(state_of(state_)); }

void Sha256::add(std::string_view bytes) {
  crypto_hash_sha256_update(state_of(state_), bytes_of(bytes), bytes.size());
}

std::string Sha256::hex() {
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256_final(state_of(state_), hash.data());
  return hexadecimal(hash.data(), hash.size());
}

std::string random_id(int bytes) {
  require_sodium();
  std::string raw(static_cast<std::size_t>(bytes), '\0');
  randombytes_buf(raw.data(), raw.size());
  return hexadecimal(bytes_of(raw), raw.size());
}

}  // namespace xueshi::seal
