#include "seal/password.h"

#include <sodium.h>

#include <array>

#include "base/error.h"
#include "seal/hex.h"

namespace xueshi::seal {

namespace {

constexpr std::string_view kAlphabet = "abcdefghjkmnpqrstuvwxyz23456789";
constexpr int kCharacters = 12;
constexpr int kGroup = 4;

}  // namespace

std::string hash_password(std::string_view password) {
  require_sodium();
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  int code =
      crypto_pwhash_str(hash.data(), password.data(), password.size(),
                        crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE);
  if (code != 0) throw base::Error(base::ErrorKind::kProcess, "内存不足，无法处理密码，请稍后再试");
  return hash.data();
}

bool is_password(std::string_view password, const std::string& hash) {
  require_sodium();
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

std::string random_password() {
  require_sodium();
  std::string password;
  for (int i = 0; i < kCharacters; ++i) {
    if (i > 0 && i % kGroup == 0) password += '-';
    password += kAlphabet[randombytes_uniform(static_cast<std::uint32_t>(kAlphabet.size()))];
  }
  return password;
}

}  // namespace xueshi::seal
