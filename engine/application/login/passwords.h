// Passwords: asked for where `require_password` is on; the first one comes on paper and is good for
// nothing but changing it (domain.md §1).
//
// They are read from the environment (XUESHI_PASSWORD, XUESHI_NEW_PASSWORD, XUESHI_PASSWORD_AGAIN)
// or typed without echo, never from the command line, which other users of the machine can see.
#pragma once

#include <string>
#include <vector>

#include "app/import.h"
#include "app/session.h"

namespace xueshi::app {

// Where `require_password` is on and a person acts: asks for their password. Refuses
// "actor.password" (none given, or not theirs) and "password.must-change" (the first one); both are
// audited. Taking an administrator's role is asked for by this too: `--as` takes it anew each time.
void require_password(Session& session);

// Likewise a second time, from XUESHI_PASSWORD_AGAIN or the terminal, before something that cannot
// be taken back; `what` is its Chinese name ("完成上报"). Refuses "actor.password-again"; audited.
void confirm_password(Session& session, const std::string& what);

// A person's slip, on paper and nowhere else.
struct IssuedPasswords {
  std::string file;                    // the printable workbook, readable to its owner alone
  std::vector<std::string> employees;  // in the order of the slips
  std::vector<std::string> warnings;
};

// Gives the named people, or everybody of `org` who has none yet, a random first password and
// writes `<out>/password-slips.xlsx`. For department, institute and academy administrators.
// Refuses, naming every reason: out of scope ("person.not-found"), a role that the acting one does
// not reach ("password.superior"; with `org` a warning), nobody left ("password.nobody"), slips
// that are still there ("password.slips-exist").
IssuedPasswords issue_passwords(Session& session, const std::vector<std::string>& employees,
                                const std::string& org, const std::string& out,
                                const OnProgress& on_progress);

// The acting person's old password for a new one; each from the environment, the terminal or a line
// of standard input. Refuses, naming every reason: "password.no-person" (the operator),
// "actor.password", "password.too-short", "password.same", "password.login". Requires: a session
// opened for Purpose::kPasswordChange, or one whose password was asked for.
void change_password(Session& session);

}  // namespace xueshi::app
