// One-time keys of forms: a form that is sent twice does its deed once.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "database/database.h"

namespace xueshi::store {

// Spends a key on a deed, in its transaction; a deed of several transactions spends it in each.
// False where another deed has it. `now`: milliseconds since 1970.
bool spend_form_key(database::Transaction& transaction, std::string_view key, std::string_view deed,
                    std::int64_t now);
void forget_form_keys(database::Transaction& transaction, std::int64_t before);
// Where the deed that spent it led to.
void save_form_place(database::Transaction& transaction, std::string_view key,
                     const std::string& place);
// Absent where nobody spent it; empty where the deed was done but its page is not known.
std::optional<std::string> find_form_place(database::Database& database, std::string_view key);

}  // namespace xueshi::store
