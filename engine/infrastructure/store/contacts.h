// How people are reached, as they say themselves.
#pragma once

#include <string_view>

#include "academy/contact.h"
#include "database/database.h"

namespace xueshi::store {

// Not scoped: whoever asks has found the person within their scope. Empty where nothing is kept.
academy::Contact fetch_contact(database::Database& database, std::string_view employee);
// Requires: there is such a person.
void save_contact(database::Transaction& transaction, std::string_view employee,
                  const academy::Contact& contact);

}  // namespace xueshi::store
