// Connections that may be lost, and come back; for this room's own files.
#pragma once

#include <chrono>
#include <string>

#include "database/database.h"

namespace xueshi::database {

using Moment = std::chrono::steady_clock::time_point;

// A connection whose schema is current. Where the server is away it tries again until the deadline,
// with growing pauses; then the last error is thrown.
Database open_patiently(const std::string& url, Moment deadline);

}  // namespace xueshi::database
