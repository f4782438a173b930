// Import: files of people into the database – one, or a folder of them in dependency order; all or
// nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "base/progress.h"
#include "imports/import_files.h"
#include "intake/kind.h"
#include "session/session.h"

namespace xueshi::imports {

struct FileCounts {
  std::string file;
  intake::Kind kind = intake::Kind::kOrgs;
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t unchanged = 0;
};

struct ImportResult {
  std::vector<FileCounts> files;
  base::Findings findings;                // warnings only, where `applied`
  std::vector<std::string> error_copies;  // written
  bool applied = false;                   // false for a dry run and where there are errors
};

struct ImportRequest {
  std::string path;  // a file or a folder; what the audit trail calls it
  bool dry_run = false;
  std::optional<std::string> password_again;  // where password_reason() says that it is asked for
  std::optional<std::string> kind{};          // "people": what the one file of `path` holds
  std::vector<GivenFile> files{};             // where there are any: these, and nothing of `path`
  bool is_confirmed = false;  // the password was given when the import was asked for
};

// What the acting person's password is asked for once more ("授予角色"); absent where it is not.
std::optional<std::string> password_reason(session::Session& session, const ImportRequest& request);

// Every finding of every file at once. A dry run does the whole import and rolls it back. Refuses
// roles that may not import a kind ("actor.role") and "actor.password-again"; units out of scope
// are findings.
ImportResult import_path(session::Session& session, const ImportRequest& request,
                         const base::OnProgress& on_progress);

}  // namespace xueshi::imports
