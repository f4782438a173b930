// Wrong passwords at the console. Times are milliseconds since 1970 by the machine's own clock;
// logins are in their folded form.
#pragma once

#include <cstdint>
#include <string_view>

#include "database/database.h"

namespace xueshi::store {

// Wrong ones of a login from an address since the last right one.
struct SignInFailures {
  std::int64_t times = 0;
  std::int64_t latest = 0;
};
SignInFailures find_sign_in_failures(database::Database& database, std::string_view login,
                                     std::string_view address);
// Wrong ones since that moment: of a login from anywhere, from an address for any login.
std::int64_t count_failures_of_login(database::Database& database, std::string_view login,
                                     std::int64_t since);
std::int64_t count_failures_from(database::Database& database, std::string_view address,
                                 std::int64_t since);

// One more; those before `forgotten_before` are forgotten, whoever's they were.
void add_sign_in_failure(database::Transaction& transaction, std::string_view login,
                         std::string_view address, std::int64_t now, std::int64_t forgotten_before);
void forget_sign_in_failures(database::Transaction& transaction, std::string_view login,
                             std::string_view address);

}  // namespace xueshi::store
