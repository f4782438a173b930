// Password slips: first passwords on paper, for this room's own files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "academy/org.h"
#include "academy/person.h"
#include "session/home.h"

namespace xueshi::login {

struct PasswordSlip {
  academy::Person person;
  std::string password;
};

// "password.slips-exist": those that are there would be lost.
[[noreturn]] void refuse_slips(const std::filesystem::path& file);

// Writes the workbook of templates/password-slips.yaml, readable to its owner alone. `way`: how a
// password is changed, in brackets ("password change"); may be empty. Throws WrongFiles (the
// template), base::Error(kDisk); refuses as above, whatever lies there.
void write_password_slips(const session::Home& home, const academy::OrgTree& tree,
                          const std::vector<PasswordSlip>& slips, const std::string& way,
                          const std::filesystem::path& file);

}  // namespace xueshi::login
