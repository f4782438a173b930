// Import: files of people into the database – one, or a folder of them in dependency order; all or
// nothing.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "app/session.h"
#include "base/finding.h"
#include "intake/kind.h"

namespace xueshi::app {

// How far a long step is; `size` 0 where nobody knows.
using OnProgress =
    std::function<void(const std::string& step, std::int64_t done, std::int64_t size)>;

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
  std::vector<std::string> error_copies;  // `<name>-错误.xlsx` written
  bool applied = false;                   // false for a dry run and where there are errors
};

// Every finding of every file at once. A dry run does the whole import and rolls it back. Refuses
// roles that may not import a kind; units out of scope are findings.
ImportResult import_path(Session& session, const std::string& path, bool dry_run,
                         const OnProgress& on_progress);

}  // namespace xueshi::app
