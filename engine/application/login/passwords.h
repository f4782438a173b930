// Passwords: asked for where `require_password` is on; the first one comes on paper and is good for
// nothing but changing it (domain.md §1).
//
// They are given as values. Where they come from – never from a command line, which other users of
// the machine can see – is a face's business.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/progress.h"
#include "login/pause.h"
#include "session/session.h"

namespace xueshi::login {

// Whether a person who acts has to give their password: once a run asked for it
// (`require_password`), every later one does. The machine's operator never has to.
bool asks_password(session::Session& session);

// Keeps that in the database where the settings ask for passwords and it is not kept yet: in the
// trail, and witnessed. Requires: the operator's session; no transaction is open on it.
void keep_asking(session::Session& session);

// What a person gives it for. The first password is good for nothing but changing it.
enum class Purpose { kWork, kPasswordChange };

// Refuses "actor.password" (none given, not the one of that login, or nobody has that login: one
// answer), "password.pause" (too many wrong ones before) and, for work, "password.must-change" (the
// first one); audited. Taking an administrator's
// role is asked for by this too: a claim takes it anew each time.
void check_password(session::Session& session, const std::string& login,
                    const std::optional<std::string>& given, Purpose purpose);

// The acting person's once more, before something that cannot be taken back; `what` is its Chinese
// name ("完成上报"). Nothing where no password is asked for. Refuses "actor.password-again" (none
// given, or not theirs); audited.
void confirm_password(session::Session& session, const std::optional<std::string>& given,
                      const std::string& what);

// A person's slip, on paper and nowhere else.
struct IssuedPasswords {
  std::string file;                    // the printable workbook, readable to its owner alone
  std::vector<std::string> employees;  // in the order of the slips
  std::vector<std::string> warnings;
};

// Gives the named people, or everybody of `org` who has none yet, a random first password and
// writes `<out>/password-slips.xlsx`; the slips name `way` as how it is changed. For department,
// institute and academy administrators. Refuses, naming every reason: out of scope
// ("person.not-found"), a role that the acting one does not reach ("password.superior"; with `org`
// a warning), nobody left ("password.nobody"), slips that are still there ("password.slips-exist").
IssuedPasswords issue_passwords(session::Session& session,
                                const std::vector<std::string>& employees, const std::string& org,
                                const std::string& out, const std::string& way,
                                const base::OnProgress& on_progress);

// The acting person's old password for a new one. Refuses, naming every reason:
// "password.no-person" (the operator), "actor.password", "password.missing" (no new one),
// "password.too-short", "password.same", "password.repeats", "password.owner"; audited.
void change_password(session::Session& session, const std::optional<std::string>& old,
                     const std::optional<std::string>& fresh);

}  // namespace xueshi::login
