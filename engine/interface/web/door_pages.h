// The pages at the door: signing in and out, the first password, roles, the password once more
// (web-pages.md 1–5, 9).
#pragma once

#include "web/visit.h"

namespace xueshi::web {

http::Response show_start(const Visit& visit);
http::Response show_login(const Visit& visit);
http::Response do_login(const Visit& visit);
http::Response do_logout(const Visit& visit);
http::Response show_first_password(const Visit& visit);
http::Response do_first_password(const Visit& visit);
http::Response show_roles(const Visit& visit);
http::Response do_role(const Visit& visit);
http::Response show_enter(const Visit& visit);
http::Response do_enter(const Visit& visit);

// Of a form that was sent too long after the password was given: asks for it once more and sends
// the form on with it, as it was.
http::Response password_again_page(const Visit& visit, const base::Blockers& blockers);
inline constexpr const char* kPasswordAgain = "again-password";

}  // namespace xueshi::web
