#include "store/plan_list.h"

#include <fmt/format.h>

#include "base/paging.h"
#include "database/big_query.h"
#include "store/listing.h"
#include "store/plan_row.h"
#include "store/scope_filter.h"

namespace xueshi::store {

namespace {

constexpr const char* kPlansFrom = " from org lo join plan l on l.org_id = lo.id";

std::string condition_of(const academy::Scope& scope, const PlanListFilter& filter,
                         database::Values& values) {
  std::string text = " where " + in_scope(scope, "lo");
  auto is = [&](const char* column, const std::string& value) {
    if (!value.empty()) text += fmt::format(" and l.{} = {}", column, values.add(value));
  };
  auto is_in = [&](const char* column, const std::vector<std::string>& words) {
    if (!words.empty()) text += fmt::format(" and l.{} in ({})", column, values.add_all(words));
  };
  if (filter.year) text += fmt::format(" and l.year = {}", filter.year->value());
  if (!filter.title.empty()) text += " and " + has_part("l.title", filter.title, values);
  is("form", filter.form);
  is("kind", filter.kind);
  is("category", filter.category);
  if (filter.month) text += fmt::format(" and substr(l.month, 6) = '{:02}'", *filter.month);
  is_in("review", filter.reviews);
  is_in("publication", filter.publications);
  is_in("execution", filter.executions);
  is_in("withdrawal", filter.withdrawals);
  auto waits = [&] {
    if (filter.waiting.empty()) return std::string("1 = 0");
    return fmt::format("l.number in ({})", values.add_all(filter.waiting));
  };
  if (filter.only_waiting) text += " and " + waits();
  if (!filter.not_of.empty()) {
    std::string other = "lo.code <> " + values.add(filter.not_of);
    text += fmt::format(" and ({} or {})", other, waits());
  }
  return text;
}

// What the list is sorted by before the number. `l`, `lo`: aliases of the plan and its unit.
std::string key_of(PlanOrder order, const char* l, const char* lo) {
  switch (order) {
    case PlanOrder::kTitle:
      return fmt::format("{}.title", l);
    case PlanOrder::kMonth:
      return fmt::format("{}.month", l);
    case PlanOrder::kOrganiser:
      return fmt::format("{}.organiser", l);
    case PlanOrder::kUnit:
      return fmt::format("{}.lo", lo);
    case PlanOrder::kNumber:
      return fmt::format("{}.number", l);
    case PlanOrder::kUsual:
      break;
  }
  return fmt::format("-{}.year", l);
}

std::string ties_of(PlanOrder order, const char* l, const char* lo) {
  if (order != PlanOrder::kUsual) return fmt::format("{}.number", l);
  return fmt::format("{1}.lo, coalesce({0}.funding_rank, 1000000), {0}.number", l, lo);
}

std::int64_t count(database::Database& database, const std::string& tables,
                   const std::string& condition, database::Values values) {
  return database::ask_number(database.session().sql, "select count(*)" + tables + condition,
                              std::move(values));
}

// How many stand up to and with the plan of that number; 0 where it is not in the scope.
std::int64_t count_up_to(database::Database& database, const academy::Scope& scope,
                         const PlanPage& page) {
  database::Values values;
  std::string condition = condition_of(scope, page.filter, values);
  condition += " and q.number = " + values.add(page.after) + " and " + in_scope(scope, "u");
  condition += " and " + stands_up_to(key_of(page.order, "l", "lo"), key_of(page.order, "q", "u"),
                                      page.is_down, ties_of(page.order, "l", "lo"),
                                      ties_of(page.order, "q", "u"));
  return count(database, std::string(kPlansFrom) + ", plan q join org u on u.id = q.org_id",
               condition, std::move(values));
}

void fetch_rows_of(database::Database& database, const academy::Scope& scope, const PlanPage& page,
                   PlanRows& found) {
  database::Values values;
  std::string query = std::string("select ") + kPlanColumns + kPlansFrom;
  query += condition_of(scope, page.filter, values);
  query += fmt::format(" order by {}{}, {} limit {} offset {}", key_of(page.order, "l", "lo"),
                       page.is_down ? " desc" : "", ties_of(page.order, "l", "lo"), page.size,
                       found.begin);
  PlanRow row;
  database::BigQuery rows(database.session(), "plan_page", query, std::move(values));
  row.bind(rows.statement());
  while (rows.fetch()) found.rows.push_back(row.plan());
}

}  // namespace

PlanRows fetch_plan_page(database::Database& database, const academy::Scope& scope,
                         const PlanPage& page) {
  return database::guarded([&] {
    PlanRows found;
    database::Values values;
    std::string condition = condition_of(scope, page.filter, values);
    found.total = count(database, kPlansFrom, condition, std::move(values));
    std::int64_t begin = page.after.empty() ? page.begin : count_up_to(database, scope, page);
    found.begin = base::begin_within(begin, found.total, page.size);
    if (found.total > 0) fetch_rows_of(database, scope, page, found);
    return found;
  });
}

}  // namespace xueshi::store
