// Signing in: a session of the operator's becomes a person's, in one role of theirs (domain.md §1).
//
// The words and the password are given; who asks for them, and how, is a face's business.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "academy/person.h"
#include "academy/scope.h"
#include "login/passwords.h"
#include "session/session.h"

namespace xueshi::login {

// Whom somebody claims to be.
struct Claim {
  std::string login;
  std::optional<academy::Role> role;  // absent: the only administrator's role held, else learner
  std::string org;                    // where the role is held; empty: wherever
};
// `LOGIN[:ROLE@ORG]`. Refuses "actor.unknown-role".
Claim parse_claim(const std::string& text);

// Who claims to be somebody, in the role claimed. Neither asks for a password nor writes to the
// trail. Refuses "actor.unknown-login", "actor.left", "actor.role-not-held", "actor.several-roles".
academy::Actor claimed_actor(session::Session& session, const Claim& claim);
// The same, with the roles that they may take today beside the learner's.
struct Standing {
  academy::Actor actor;
  std::vector<academy::RoleGrant> held;
};
Standing claimed_standing(session::Session& session, const Claim& claim);

// The session becomes the claimed person's. Refuses – audited, and the session stays as it was –
// "actor.unknown-role", "actor.unknown-login", "actor.left", "actor.role-not-held",
// "actor.several-roles"; where passwords are asked for also "actor.password" (none given, not
// theirs, or nobody of that login: one answer) and "password.must-change" (the first one). To
// change a password the old one is always asked for.
void sign_in(session::Session& session, const std::string& claim,
             const std::optional<std::string>& password, Purpose purpose = Purpose::kWork);

// The roles that somebody may take today, beside the learner's.
std::vector<academy::RoleGrant> held_roles(session::Session& session, const std::string& employee);

}  // namespace xueshi::login
