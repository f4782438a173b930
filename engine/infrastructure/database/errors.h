// What a backend's failure is called; for this room's own files.
//
// Texts of the backends hold bound values and are never shown or logged: every sentence is our own.
#pragma once

#include <string>
#include <string_view>

#include "base/error.h"

namespace xueshi::database {

// `code`: an SQLite result code, extended or not. `is_schema`: a table or column is missing.
base::Error sqlite_error(int code, bool is_schema = false);
// `state`: an SQLSTATE; empty or blank where the connection is gone.
base::Error postgres_error(std::string_view state);

// What a commit throws, rethrown. Whoever loses the connection, or the disk, while it commits
// cannot know whether the changes are there: then the sentence says so.
[[noreturn]] void rethrow_commit_error();

}  // namespace xueshi::database
