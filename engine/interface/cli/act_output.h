// How the answer of an act is told.
#pragma once

#include "cli/json.h"
#include "cli/output.h"
#include "item/act.h"

namespace xueshi::cli {

Json to_json(const item::ActResult& result);
// As text or JSON; warnings on stderr.
void show(const item::ActResult& result, const Output& output);

}  // namespace xueshi::cli
