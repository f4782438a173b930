// The page of what is not taken, or went wrong.
#pragma once

#include <cstdint>

#include "http/message.h"

namespace xueshi::web {

// Says nothing but what to do, and the request's number. Any thread.
http::Response error_page(int status, std::uint64_t number);

}  // namespace xueshi::web
