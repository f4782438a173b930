// Passwords: what is stored in their place, and the first one that a person gets on paper.
#pragma once

#include <string>
#include <string_view>

namespace xueshi::seal {

// The argon2id hash of a password with a salt and its costs, as one text of printable characters;
// another one each time. Takes about a tenth of a second and 64 MiB on purpose. Throws
// base::Error(kProcess) where there is no memory for it.
std::string hash_password(std::string_view password);

// Whether that hash was made from this password. False too for what is no hash.
bool is_password(std::string_view password, const std::string& hash);

// Twelve random characters that nobody reads wrong on paper (no 0 O 1 l I …), in groups:
// "k7fq-x2mn-p9dw"; 59 bits.
std::string random_password();

}  // namespace xueshi::seal
