#include "seal/signing.h"

#include <sodium.h>

#include <array>

#include "seal/hex.h"

namespace xueshi::seal {

namespace {

struct RawPair {
  std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> open{};
  std::array<unsigned char, crypto_sign_SECRETKEYBYTES> secret{};
};

RawPair pair_of(const std::string& seed) {
  RawPair pair;
  crypto_sign_seed_keypair(pair.open.data(), pair.secret.data(), bytes_of(seed));
  return pair;
}

}  // namespace

SigningKey make_signing_key() {
  require_sodium();
  std::string seed(crypto_sign_SEEDBYTES, '\0');
  randombytes_buf(seed.data(), seed.size());
  return *parse_signing_key(hexadecimal(bytes_of(seed), seed.size()));
}

std::optional<SigningKey> parse_signing_key(std::string_view secret) {
  std::optional<std::string> seed = parse_hexadecimal(secret, crypto_sign_SEEDBYTES);
  if (!seed) return std::nullopt;
  RawPair pair = pair_of(*seed);
  return SigningKey{std::string(secret), hexadecimal(pair.open.data(), pair.open.size())};
}

std::string sign(const SigningKey& key, std::string_view text) {
  RawPair pair = pair_of(parse_hexadecimal(key.secret, crypto_sign_SEEDBYTES).value());
  std::array<unsigned char, crypto_sign_BYTES> signature{};
  crypto_sign_detached(signature.data(), nullptr, bytes_of(text), text.size(), pair.secret.data());
  return hexadecimal(signature.data(), signature.size());
}

bool is_signed(std::string_view public_key, std::string_view text, std::string_view signature) {
  std::optional<std::string> key = parse_hexadecimal(public_key, crypto_sign_PUBLICKEYBYTES);
  std::optional<std::string> raw = parse_hexadecimal(signature, crypto_sign_BYTES);
  if (!key || !raw) return false;
  return crypto_sign_verify_detached(bytes_of(std::string_view(*raw)), bytes_of(text), text.size(),
                                     bytes_of(std::string_view(*key))) == 0;
}

}  // namespace xueshi::seal
