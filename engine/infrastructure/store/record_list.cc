#include "store/record_list.h"

#include <fmt/format.h>

#include "base/paging.h"
#include "database/big_query.h"
#include "database/session.h"
#include "store/listing.h"
#include "store/record_row.h"
#include "store/scope_filter.h"

namespace xueshi::store {

namespace {

constexpr const char* kTables =
    " from record r join person p on p.id = r.person_id join org o on o.id = p.org_id"
    " join source s on s.id = r.source_id";
// The row that the place in the list is told by.
constexpr const char* kTablesOfPlace =
    " join record r2 on r2.posted = 0 join person p2 on p2.id = r2.person_id"
    " join org o2 on o2.id = p2.org_id join source s2 on s2.id = r2.source_id";

// `n`: "" or "2", of the tables' aliases.
std::string in_reach(const academy::Scope& scope, database::Values& values, const std::string& n) {
  if (scope.employee().empty()) return in_scope(scope, ("o" + n).c_str());
  return "p" + n + ".employee = " + values.add(scope.employee());
}

std::string key_of(RecordOrder order, const std::string& n) {
  switch (order) {
    case RecordOrder::kStart:
      return moment("r" + n + ".start_at");
    case RecordOrder::kEnd:
      return fmt::format("coalesce({}, '')", moment("r" + n + ".end_at"));
    case RecordOrder::kTitle:
      return fmt::format("r{}.title", n);
    case RecordOrder::kHours:
      return fmt::format("r{}.seconds", n);
    case RecordOrder::kYear:
      return fmt::format("r{}.year", n);
    case RecordOrder::kLearner:
      return fmt::format("p{}.name", n);
    case RecordOrder::kUnit:
      return fmt::format("o{}.lo", n);
    case RecordOrder::kSource:
      return fmt::format("s{}.name", n);
    case RecordOrder::kStatus:
      break;
  }
  return fmt::format("r{}.status", n);
}

std::string condition_of(const academy::Scope& scope, const RecordFilter& filter,
                         database::Values& values) {
  std::string text = " where r.posted = 0 and " + in_reach(scope, values, "");
  if (!filter.left_out.empty())
    text += fmt::format(" and s.name not in ({})", values.add_all(filter.left_out));
  if (filter.year) text += fmt::format(" and r.year = {}", filter.year->value());
  if (!filter.sources.empty())
    text += fmt::format(" and s.name in ({})", values.add_all(filter.sources));
  if (!filter.title.empty()) text += " and " + has_part("r.title", filter.title, values);
  if (!filter.learner.empty()) {
    text += " and (" + has_part("p.name", filter.learner, values);
    text += fmt::format(" or p.employee = {})", values.add(filter.learner));
  }
  if (!filter.status.empty()) text += " and r.status = " + values.add(filter.status);
  // Said besides so that the index of those that wait is used.
  if (!filter.status.empty() && filter.status != hours::place::kApproved)
    text += " and r.status <> 'approved'";
  if (filter.from) text += " and r.start_at >= " + values.add(base::render(*filter.from));
  // A day without a time sorts before its hours.
  if (filter.to) text += " and r.start_at <= " + values.add(base::render(*filter.to) + " 23:59");
  return text;
}

std::int64_t count(database::Database& database, const std::string& query,
                   database::Values values) {
  long long number = 0;
  database::BigQuery rows(database.session(), "learning_count", query, std::move(values));
  rows.bind(number);
  rows.fetch();
  return number;
}

std::int64_t count_all(database::Database& database, const academy::Scope& scope,
                       const RecordPage& page) {
  database::Values values;
  std::string condition = condition_of(scope, page.filter, values);
  return count(database, std::string("select count(*)") + kTables + condition, std::move(values));
}

// How many rows stand up to and with the one of that key; 0 where it is not there any more.
std::int64_t count_up_to(database::Database& database, const academy::Scope& scope,
                         const RecordPage& page) {
  std::size_t slash = page.after.find('/');
  if (slash == std::string::npos) return 0;
  database::Values values;
  std::string query = std::string("select count(*)") + kTables + kTablesOfPlace;
  query += condition_of(scope, page.filter, values) + " and " + in_reach(scope, values, "2");
  query += " and p2.employee = " + values.add(page.after.substr(0, slash));
  query += " and r2.number = " + values.add(page.after.substr(slash + 1));
  query += " and " + stands_up_to(key_of(page.order, ""), key_of(page.order, "2"), page.is_down,
                                  "r.number, p.employee", "r2.number, p2.employee");
  return count(database, query, std::move(values));
}

void fetch_rows_of(database::Database& database, const academy::Scope& scope,
                   const RecordPage& page, RecordRows& found) {
  database::Values values;
  std::string condition = condition_of(scope, page.filter, values);
  std::string query = fmt::format(
      "select {}, p.name, o.code{}{} order by {}{}, r.number, p.employee limit {} offset {}",
      kRecordColumns, kTables, condition, key_of(page.order, ""), page.is_down ? " desc" : "",
      page.size, found.begin);
  RecordRow row;
  ListedRecord listed;
  database::BigQuery rows(database.session(), "learning_page", query, std::move(values));
  row.bind(rows.statement());
  rows.bind(listed.name, listed.org);
  while (rows.fetch()) {
    listed.record = row.value();
    found.rows.push_back(listed);
  }
}

}  // namespace

RecordRows fetch_record_page(database::Database& database, const academy::Scope& scope,
                             const RecordPage& page) {
  return database::guarded([&] {
    RecordRows found;
    found.total = count_all(database, scope, page);
    std::int64_t begin = page.after.empty() ? page.begin : count_up_to(database, scope, page);
    found.begin = base::begin_within(begin, found.total, page.size);
    if (found.total > 0) fetch_rows_of(database, scope, page, found);
    return found;
  });
}

}  // namespace xueshi::store
