// Pre-filled classes: a project plan has exactly one class from its creation on (S3), or, of a
// draft without 培训时间, from when it has one; for this room's own files.
//
// It is made from the plan, with the plan's number and the first day of its month. It follows its
// plan until it is carried out, a `classes` row takes its place, or something that it has from the
// plan is edited on the class itself; what only a class has (roster, visibility) parts nobody.
#pragma once

#include <string>
#include <string_view>

#include "database/session.h"

namespace xueshi::store {

// Gives every project plan with a month and without a class its own. `excellent`: SQL over l (the
// plan) and what is joined to it, 0 or 1.
void prefill_missing_classes(database::Sql& sql, const std::string& joined,
                             const std::string& excellent);

// Requires: temporary tables `changed_plan (id)` and the plans' stage.
void refill_classes_of_changed_plans(database::Sql& sql);

// The class of one plan: made where it has none, and has a month.
void prefill_class_of(database::Sql& sql, long long plan, bool excellent);
void refill_class_of(database::Sql& sql, long long plan, bool excellent);
// A class that was saved and now differs from its plan is pre-filled no more.
void part_edited_class(database::Sql& sql, std::string_view number);

}  // namespace xueshi::store
