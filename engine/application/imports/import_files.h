// The files to import: those that a path names, or that somebody handed in.
#pragma once

#include <string>
#include <vector>

#include "base/finding.h"
#include "intake/kind.h"

namespace xueshi::imports {

// A file as somebody hands it in: its bytes need not lie under the name that the person gave it.
struct GivenFile {
  std::string shown;         // "people.xlsx": names the kind, and findings name it
  std::string path;          // of the bytes
  std::string error_copy{};  // where a copy with column 错误信息 goes, should it have errors;
                             // empty: none is written
  std::string holds{};       // "people": what is in it, whatever its name; empty: the name says so
};

struct ImportFile : GivenFile {
  intake::Kind kind = intake::Kind::kOrgs;
};

// The file itself, or those of a folder; a copy with errors that was corrected is taken in place of
// its original, others are passed over. An error copy goes beside its file. `kind` ("people") says
// what the one file holds, whatever its name.
std::vector<ImportFile> import_files(const std::string& path,
                                     const std::optional<std::string>& kind,
                                     base::Findings& findings);
// Those that were handed in. Of both: in dependency order; what is none is a finding.
std::vector<ImportFile> import_files(const std::vector<GivenFile>& given, base::Findings& findings);

}  // namespace xueshi::imports
