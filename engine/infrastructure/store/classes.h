// Plans, classes and rosters.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "academy/scope.h"
#include "base/date.h"
#include "database/database.h"
#include "training/plan.h"

namespace xueshi::store {

// Every class of that 培训年度 in the scope with its plan (null without one), by start descending,
// then class number (byte order). Which of them count is yearend::counts().
using OnClass = std::function<void(const training::TrainingClass&, const training::Plan* plan)>;
void for_each_class(database::Database& database, const academy::Scope& scope, base::Year year,
                    const OnClass& on_class);

// Which classes a list wants; what is absent or empty asks for nothing.
struct ClassFilter {
  std::optional<base::Year> year;
  std::optional<base::Date> from, to;   // days of the start, both included
  std::string name;                     // part of the 培训名称
  std::vector<std::string> executions;  // places
};
void for_each_class(database::Database& database, const academy::Scope& scope,
                    const ClassFilter& filter, const OnClass& on_class);

std::optional<training::TrainingClass> find_class(database::Database& database,
                                                  const academy::Scope& scope,
                                                  std::string_view number);
// Likewise those of any unit that take enrolments, for learners.
void for_each_open_class(database::Database& database, const ClassFilter& filter,
                         const OnClass& on_class);

// A class of any unit; for rosters.h, which says to whom it is open.
std::optional<training::TrainingClass> find_any_class(database::Database& database,
                                                      std::string_view number);
std::vector<training::Attendee> fetch_attendees(database::Database& database,
                                                const academy::Scope& scope,
                                                std::string_view class_number);

}  // namespace xueshi::store
