// Secrets: what a person types without the screen showing it.
#pragma once

#include <optional>
#include <string>

namespace xueshi::cli {

// The environment variable's value where it is set; else, on a terminal, what is typed there
// without echo after `prompt`; else absent.
std::optional<std::string> read_secret(const char* variable, const std::string& prompt);

// Likewise; where it is no terminal, the next line of standard input. Absent at its end.
std::optional<std::string> read_secret_or_line(const char* variable, const std::string& prompt);

// The acting person's password before something that cannot be taken back: absent where none is
// asked for (no reason), or none is given.
std::optional<std::string> read_password_again(const std::optional<std::string>& reason);

}  // namespace xueshi::cli
