// How the answer of an act is told.
#pragma once

#include "app/act.h"
#include "cli/json.h"
#include "cli/output.h"

namespace xueshi::cli {

Json to_json(const app::ActResult& result);
// As text or JSON; warnings on stderr.
void show(const app::ActResult& result, const Output& output);

}  // namespace xueshi::cli
