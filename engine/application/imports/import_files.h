// The files that a path names to import.
#pragma once

#include <string>
#include <vector>

#include "base/finding.h"
#include "intake/kind.h"

namespace xueshi::imports {

struct ImportFile {
  std::string path;
  intake::Kind kind;
};

// The file itself, or those of a folder in dependency order, less copies with errors. What is none
// is a finding.
std::vector<ImportFile> import_files(const std::string& path, base::Findings& findings);

}  // namespace xueshi::imports
