// Diagnosis: one line of what the doctor found.
#pragma once

#include <string>

namespace xueshi::upkeep {

enum class Health {
  kOk,
  kWarning,  // works, and somebody should look at it
  kFailed,   // does not work, or not safely
};

struct Diagnosis {
  std::string check;  // "disk", "schema" …; docs/operation.md names every one
  Health health = Health::kOk;
  std::string message;  // Chinese: what is, and for a warning or failure what to do
  std::string about{};  // the file, folder or setting it is about; may be empty
};

}  // namespace xueshi::upkeep
