// The online backup of SQLite; for this room's own files.
#pragma once

#include "store/backup.h"

namespace xueshi::store {

// Requires: a snapshot is open on the session. Throws base::Error.
void write_sqlite_copy(database::Database::Session& session, const std::filesystem::path& file,
                       const OnCopied& on_copied);

}  // namespace xueshi::store
