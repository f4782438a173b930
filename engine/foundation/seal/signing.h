// Signatures: who holds the key said exactly this – Ed25519, everything in hexadecimal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace xueshi::seal {

struct SigningKey {
  std::string secret;      // the seed, 64 digits; whoever reads it can sign
  std::string public_key;  // 64 digits, derived from it

  bool operator==(const SigningKey&) const = default;
};

// A new random key. Throws base::Error(kProcess) where the system gives no random bytes.
SigningKey make_signing_key();
// The key of that secret; absent where the text is no secret.
std::optional<SigningKey> parse_signing_key(std::string_view secret);

// 128 digits; the same for the same key and text. Requires: a key made by one of the above.
std::string sign(const SigningKey& key, std::string_view text);
// False too where key or signature are no hexadecimal of the right length.
bool is_signed(std::string_view public_key, std::string_view text, std::string_view signature);

}  // namespace xueshi::seal
