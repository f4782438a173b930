// How long who gave wrong passwords has to wait, and what the trail calls them.
#pragma once

#include <cstdint>

namespace xueshi::login {

// As the audit trail calls what it is about.
inline constexpr const char* kPasswords = "password";

// How long a login waits after so many wrong passwords in a row, in milliseconds: not at all after
// the first four, then a minute, doubled each time, up to about an hour.
std::int64_t pause_after(std::int64_t wrong_times);

}  // namespace xueshi::login
