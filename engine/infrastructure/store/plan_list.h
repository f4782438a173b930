// Plans as lists show them, a page at a time: filtered, sorted and cut by the database.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "academy/scope.h"
#include "base/date.h"
#include "database/database.h"
#include "training/plan.h"

namespace xueshi::store {

// Which plans a list wants; what is absent or empty asks for nothing.
struct PlanListFilter {
  std::optional<base::Year> year;
  std::string title;  // part of it
  std::string form;   // word
  std::string kind;   // likewise
  std::string category;
  std::optional<int> month;
  // Places; one that no plan stands at where nothing is to fit.
  std::vector<std::string> reviews, publications, executions, withdrawals;
  std::string not_of;  // a unit whose own plans are left out, but for those of `waiting`
  // Numbers of what waits for who asks, where that matters.
  std::vector<std::string> waiting;
  bool only_waiting = false;
};

// By year descending, unit, funding rank (unranked last), number; else as said, then number.
enum class PlanOrder { kUsual, kTitle, kMonth, kOrganiser, kUnit, kNumber };

struct PlanPage {
  PlanListFilter filter;
  PlanOrder order = PlanOrder::kUsual;
  bool is_down = false;    // not of the usual order
  std::string after;       // number of the plan before the page; empty: see `begin`
  std::int64_t begin = 0;  // of the first row; beyond the end is the last page
  std::int64_t size = 20;
};

struct PlanRows {
  std::vector<training::Plan> rows;
  std::int64_t total = 0;
  std::int64_t begin = 0;
};
// Requires: a transaction is open on the database.
PlanRows fetch_plan_page(database::Database& database, const academy::Scope& scope,
                         const PlanPage& page);

}  // namespace xueshi::store
