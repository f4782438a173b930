// Doctor: whether the installation is fit for its work – machine, database, files – and what to do
// where it is not. Never stops at the first; needs no database that answers.
#pragma once

#include <vector>

#include "session/settings.h"
#include "upkeep/diagnosis.h"

namespace xueshi::upkeep {

// Every check's lines, in the order of the table in doctor.cc. Changes nothing: what is written to
// try a folder out is taken away again.
std::vector<Diagnosis> run_doctor(const session::Settings& settings);

}  // namespace xueshi::upkeep
