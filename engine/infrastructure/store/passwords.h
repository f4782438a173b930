// Passwords of people, as hashes.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "academy/scope.h"
#include "database/database.h"

namespace xueshi::store {

struct Password {
  std::string hash;
  bool must_change = false;  // the first one, good for nothing but changing it
  std::string issued_at;     // local time, "2017-12-01 09:00"

  bool operator==(const Password&) const = default;
};

// For taking a role, like find_login(): not scoped, there is no actor yet. Absent where the person
// has none.
std::optional<Password> find_password(database::Database& database, std::string_view employee);
// The employee numbers in that scope that have one.
std::set<std::string> fetch_password_holders(database::Database& database,
                                             const academy::Scope& scope);

// Ends every session that they have at the console. False where nobody in that scope has that
// employee number.
bool save_password(database::Transaction& transaction, const academy::Scope& scope,
                   std::string_view employee, const Password& password);

// Whether persons who act give their password, whatever the settings of a run say: kept from the
// first run on that asked for them, and never lowered.
bool requires_passwords(database::Database& database);
// Returns whether that was not known yet.
bool require_passwords(database::Transaction& transaction);

// Wrong passwords in a row for a login, in its folded form.
struct WrongPasswords {
  std::int64_t times = 0;
  std::int64_t latest = 0;  // milliseconds since 1970
};
WrongPasswords find_wrong_passwords(database::Database& database, std::string_view login);
// One more, now; those older than `forgotten_before` are forgotten, whoever's they were.
void add_wrong_password(database::Transaction& transaction, std::string_view login,
                        std::int64_t now, std::int64_t forgotten_before);
void forget_wrong_passwords(database::Transaction& transaction, std::string_view login);

}  // namespace xueshi::store
