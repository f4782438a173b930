// Plans, classes and rosters.
#pragma once

#include <functional>
#include <optional>
#include <string_view>
#include <vector>

#include "academy/scope.h"
#include "base/date.h"
#include "store/database.h"
#include "training/plan.h"

namespace xueshi::store {

// Every class of that 培训年度 in the scope with its plan (null without one), by start descending,
// then class number (byte order). Which of them count is yearend::counts().
using OnClass = std::function<void(const training::TrainingClass&, const training::Plan* plan)>;
void for_each_class(Database& database, const academy::Scope& scope, base::Year year,
                    const OnClass& on_class);

std::optional<training::Plan> find_plan(Database& database, const academy::Scope& scope,
                                        std::string_view number);
std::optional<training::TrainingClass> find_class(Database& database, const academy::Scope& scope,
                                                  std::string_view number);
std::vector<training::Attendee> fetch_attendees(Database& database, const academy::Scope& scope,
                                                std::string_view class_number);

}  // namespace xueshi::store
