// The page of a request at which the program could not go on: the database is away or takes too
// long (503), or worse (500).
#pragma once

#include <cstdint>

#include "base/error.h"
#include "http/message.h"

namespace xueshi::web {

// Says what to do and the request's number, and nothing of what went wrong; for programs the same
// as JSON. Any thread.
http::Response failure_page(const http::Request& request, const base::Error& error,
                            std::uint64_t number);

}  // namespace xueshi::web
