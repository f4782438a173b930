// Version: which program this is, down to the libraries it runs with.
#pragma once

#include <string>

#include "base/library.h"

namespace xueshi::upkeep {

struct Version {
  std::string number;         // "1.0.0"
  std::string commit;         // of the source, as it was configured; "unknown" outside a repository
  int schema = 0;             // the newest that this program brings a database to
  base::Libraries libraries;  // of the rooms below the faces, from the bottom up
};

// Needs neither home nor database.
Version program_version();

}  // namespace xueshi::upkeep
