// Graphs, as JSON.
#pragma once

#include "json/json.h"
#include "session/graphs.h"

namespace xueshi::json {

Json to_json(const session::Graph& graph);

}  // namespace xueshi::json
