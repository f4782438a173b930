// Short texts of what strangers sent: what a browser calls itself, a login that is none.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace xueshi::login {

// At most so many bytes of it, whole characters alone: clean text, as the database takes it. What
// is no text keeps its ASCII, with `?` for the rest.
std::string short_text(std::string_view text, std::size_t most);

}  // namespace xueshi::login
