// A person's hours of a year as JSON.
#pragma once

#include "json/json.h"
#include "view/statement.h"

namespace xueshi::json {

Json to_json(const view::StatementView& view);
Json explained(const view::StatementView& view);  // and in a sentence why

}  // namespace xueshi::json
