// The pages of what is not taken, or went wrong; for programs the same as JSON (web.md §11).
#pragma once

#include <cstdint>

#include "base/blocker.h"
#include "http/message.h"
#include "session/wrong_files.h"
#include "web/visit.h"

namespace xueshi::web {

// Says nothing but what to do, and the request's number. Any thread.
http::Response error_page(int status, std::uint64_t number);
// The same for who asked, where that is known.
http::Response error_page(const Visit& visit, int status);

// Why a use case said no: not found or out of scope (404), changed meanwhile (409), else 422.
http::Response refused_page(const Visit& visit, const base::Blockers& blockers);
int status_of(const base::Blockers& blockers);

// The form was made for another role than the one that is taken now (409).
http::Response other_role_page(const Visit& visit);
// A file of the home is not sound: whoever keeps it has to mend it (503).
http::Response wrong_files_page(const Visit& visit, const session::WrongFiles& wrong);

}  // namespace xueshi::web
