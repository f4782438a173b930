// Plans one by one: found, locked, written, deleted; and their templates.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "academy/scope.h"
#include "base/date.h"
#include "base/fields.h"
#include "database/database.h"
#include "training/plan.h"

namespace xueshi::store {

std::optional<training::Plan> find_plan(database::Database& database, const academy::Scope& scope,
                                        std::string_view number);
// The same, locked until the end of the transaction.
std::optional<training::Plan> lock_plan(database::Transaction& transaction,
                                        const academy::Scope& scope, std::string_view number);

struct PlanFilter {
  std::optional<base::Year> year;
  std::vector<std::string> reviews;    // places; empty: all
  std::vector<std::string> numbers{};  // those alone; empty: all
};
// By year descending, unit, funding rank (unranked last), number.
void for_each_plan(database::Database& database, const academy::Scope& scope,
                   const PlanFilter& filter,
                   const std::function<void(const training::Plan&)>& on_plan);

// Those of these numbers, some hundreds a statement, each once.
void for_each_plan(database::Database& database, const academy::Scope& scope,
                   const std::vector<std::string>& numbers,
                   const std::function<void(const training::Plan&)>& on_plan);

// A number for a new plan of that unit and year that neither a plan nor a class has or ever had:
// "<unit>-<year>-001".
std::string free_plan_number(database::Transaction& transaction, std::string_view org,
                             base::Year year);

// Adds a plan, with the class of a project plan pre-filled (是否精品 = `excellent_class`), or
// changes one. A class that nothing was done to yet follows its plan. Requires: the unit is in
// scope.
void save_plan(database::Transaction& transaction, const academy::Scope& scope,
               const training::Plan& plan, bool excellent_class);
// The funding requests of the scope's year that are reported and not withdrawn, by number; locked
// until the end of the transaction.
std::vector<training::Plan> lock_funding_requests(database::Transaction& transaction,
                                                  const academy::Scope& scope, base::Year year);
// Takes the plan away, and its class with the roster. Requires: the class is not carried out.
void delete_plan(database::Transaction& transaction, std::string_view number);

// 计划模板: the fields of a plan under a name, for units that make one like it.
struct PlanTemplate {
  std::int64_t id = 0;
  std::string name;
  std::string org;  // code of the unit that keeps it
  bool shared = false;
  base::Fields fields;  // heading, value
};
// Those of the scope, and the shared ones of everybody; by unit, then name.
std::vector<PlanTemplate> fetch_templates(database::Database& database,
                                          const academy::Scope& scope);
// Adds one, or takes the place of the unit's one of that name.
void save_template(database::Transaction& transaction, const academy::Scope& scope,
                   const PlanTemplate& plan_template);
// False where that unit has none of that name.
bool delete_template(database::Transaction& transaction, const academy::Scope& scope,
                     std::string_view org, std::string_view name);

}  // namespace xueshi::store
