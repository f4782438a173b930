// Doctor: whether the installation is fit for its work – machine, database, files – and what to do
// where it is not. Never stops at the first; needs no database that answers.
#pragma once

#include <string>
#include <vector>

#include "session/settings.h"

namespace xueshi::upkeep {

enum class Health {
  kOk,
  kWarning,  // works, and somebody should look at it
  kFailed,   // does not work, or not safely
};

struct Diagnosis {
  std::string check;  // "disk", "schema" …; README names every one
  Health health = Health::kOk;
  std::string message;  // Chinese: what is, and for a warning or failure what to do
  std::string about{};  // the file, folder or setting it is about; may be empty
};

// Every check's lines, in the order of the table in doctor.cc. Changes nothing: what is written to
// try a folder out is taken away again.
std::vector<Diagnosis> run_doctor(const session::Settings& settings);

}  // namespace xueshi::upkeep
