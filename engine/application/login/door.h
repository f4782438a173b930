// The door of the console: who comes in, in which role, for how long (docs/console.md).
//
// What a browser keeps is a token of 256 random bits; the database keeps its hash. It is another
// one after each change of who somebody is: at sign-in, in another role, after the password was
// asked for once more. Sessions and pauses go by the machine's own clock.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "academy/scope.h"
#include "session/session.h"

namespace xueshi::login {

inline constexpr std::int64_t kIdleMinutes = 30;      // without asking for a page
inline constexpr std::int64_t kLongestMinutes = 720;  // from the sign-in
inline constexpr std::int64_t kAgainMinutes = 5;      // that a password given once more is good for

// Where a request comes from.
struct Origin {
  std::string address;
  std::string browser;  // as it calls itself
};

// Who asks for a page.
struct Visitor {
  std::string session;  // names it; not what the browser keeps
  academy::Actor actor;
  std::string name;
  std::vector<academy::RoleGrant> held;  // roles that they may take today, beside the learner's
  std::string form_key;                  // what their forms carry, from sign-in to sign-out
  std::int64_t begun = 0;                // signed in; milliseconds since 1970
  std::int64_t seen = 0;
  std::int64_t confirmed = 0;  // gave the password once more; 0: never
  Origin origin;
  std::string notice;  // of what was done last; told once
  bool must_change =
      false;  // the password is the first one: it is good for nothing but changing it

  bool is_confirmed() const { return confirmed != 0; }
  bool is_confirmed_lately(std::int64_t now) const {
    return confirmed != 0 && now - confirmed < kAgainMinutes * 60'000;
  }
};

// Lets a person in, as a learner; returns the browser's token. Passwords are always asked for.
// Refuses, audited, "actor.password" (not theirs, nobody of that login, left: one answer, after one
// time) and "password.pause" (login/tries.h). The session becomes theirs.
std::string open_door(session::Session& session, const std::string& login,
                      const std::string& password, const Origin& origin);

// Whose token that is; the session becomes theirs, in the role taken. Absent where nobody has it
// (any more): idle or open for too long, ended, left, role lost.
std::optional<Visitor> find_visitor(session::Session& session, const std::string& token);

// All of these return the browser's new token; the session becomes theirs.
//
// Refuses "actor.role-not-held"; audited.
std::string take_role(session::Session& session, const Visitor& visitor, academy::Role role,
                      const std::string& org);
// The password once more. Refuses "actor.password-again", "password.pause"; audited.
std::string confirm(session::Session& session, const Visitor& visitor, const std::string& password);
// Another password; every other session of theirs ends. The first one is replaced without being
// given again: whoever is in has just given it. Refuses, naming every reason: "actor.password",
// "password.*" (login/passwords.h).
std::string replace_password(session::Session& session, const Visitor& visitor,
                             const std::optional<std::string>& old, const std::string& fresh);

// Signs out; audited.
void close_door(session::Session& session, const Visitor& visitor);

// Where somebody is signed in, the latest first, this session too.
std::vector<Visitor> visits_of(session::Session& session, const Visitor& visitor);
// Ends them all but this one; returns how many.
std::int64_t end_other_visits(session::Session& session, const Visitor& visitor);

// After a deed: the session's form remembers the place that it led to, and `notice` (may be empty)
// is told with the next page, once.
void keep_done(session::Session& session, const Visitor& visitor, const std::string& place,
               const std::string& notice);
std::string take_notice(session::Session& session, const Visitor& visitor);

// The place that the deed of this form led to; absent where it was not done. Empty: not known.
std::optional<std::string> place_of_form(session::Session& session, const std::string& key);

}  // namespace xueshi::login
