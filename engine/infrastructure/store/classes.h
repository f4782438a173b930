// Plans, classes and rosters.
#pragma once

#include <cstdint>
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
  std::string attendee;                 // employee number of somebody on its roster
  std::vector<std::string> numbers{};   // those alone
};
void for_each_class(database::Database& database, const academy::Scope& scope,
                    const ClassFilter& filter, const OnClass& on_class);

// Those of these numbers, some hundreds a statement.
void for_each_class(database::Database& database, const academy::Scope& scope,
                    const std::vector<std::string>& numbers, const OnClass& on_class);

// As lists leaf through them: by start descending, or as said; ties by number.
enum class ClassOrder { kStart, kEnd, kTitle, kHeadcount, kBudget };
struct ClassPage {
  ClassFilter filter;
  std::string category;
  std::string not_of;  // a unit whose own classes are left out, but for those of `waiting`
  // Numbers of what waits for who asks, where that matters.
  std::vector<std::string> waiting{};
  bool only_waiting = false;
  ClassOrder order = ClassOrder::kStart;
  bool is_down = true;
  std::string after;       // number of the class before the page; empty: see `begin`
  std::int64_t begin = 0;  // of the first row; beyond the end is the last page
  std::int64_t size = 20;
};
struct ClassRows {
  std::int64_t total = 0;
  std::int64_t begin = 0;
};
// Hands the page's on, in their order. Requires: a transaction is open on the database.
ClassRows leaf_classes(database::Database& database, const academy::Scope& scope,
                       const ClassPage& page, const OnClass& on_class);

std::optional<training::TrainingClass> find_class(database::Database& database,
                                                  const academy::Scope& scope,
                                                  std::string_view number);
// Likewise those of any unit that take enrolments, for learners.
void for_each_open_class(database::Database& database, const ClassFilter& filter,
                         const OnClass& on_class);

// Those of any unit on whose rosters somebody stands. Requires: the filter names the attendee.
void for_each_class_of(database::Database& database, const ClassFilter& filter,
                       const OnClass& on_class);

// A class of any unit; for rosters.h, which says to whom it is open.
std::optional<training::TrainingClass> find_any_class(database::Database& database,
                                                      std::string_view number);
std::vector<training::Attendee> fetch_attendees(database::Database& database,
                                                const academy::Scope& scope,
                                                std::string_view class_number);

}  // namespace xueshi::store
