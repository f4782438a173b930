// Logins as people type them: those that differ in case, width or characters that nobody sees are
// one.
#pragma once

#include <optional>
#include <string>

#include "academy/person.h"
#include "session/session.h"

namespace xueshi::login {

// Folded, in small letters; what is no text stays as it is.
std::string login_form(const std::string& login);

// Whose login that is; not scoped: there is no actor yet. Absent where nobody has it.
std::optional<academy::Person> find_claimed(session::Session& session, const std::string& login);

}  // namespace xueshi::login
