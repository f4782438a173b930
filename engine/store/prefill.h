// Pre-filled classes: a project plan has exactly one class from its creation on (S3); for this
// room's own files.
//
// It is made from the plan, with the plan's number and the first day of its month, until a
// `classes` row takes its place. While it is neither that nor carried out it follows its plan.
#pragma once

#include <string>

#include "store/session.h"

namespace xueshi::store {

// Gives every project plan without a class its own. `excellent`: SQL over l (the plan) and what is
// joined to it, 0 or 1.
void prefill_missing_classes(soci::session& sql, const std::string& joined,
                             const std::string& excellent);

// Requires: temporary tables `changed_plan (id)` and the plans' stage.
void refill_classes_of_changed_plans(soci::session& sql);

// The class of one plan: made where it has none.
void prefill_class_of(soci::session& sql, long long plan, bool excellent);
// Follows the plan where nothing was ever done to the class itself.
void refill_class_of(soci::session& sql, long long plan, bool excellent);

}  // namespace xueshi::store
