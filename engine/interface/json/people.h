// People as they are kept, as JSON.
#pragma once

#include <optional>

#include "json/json.h"
#include "view/people.h"
#include "view/staff.h"

namespace xueshi::json {

// With a year: with the 入职 that counts in it.
Json to_json(const view::PersonView& view, std::optional<base::Year> year);
// The same of one of them, with how they are reached.
Json to_json(const view::PersonFile& file);

}  // namespace xueshi::json
