// The answer of an act, as JSON.
#pragma once

#include "item/act.h"
#include "json/json.h"

namespace xueshi::json {

// {id, <region>: label …, revision, waits_for, …}; of one that was refused {id, blockers}.
Json to_json(const item::ActResult& result);

}  // namespace xueshi::json
