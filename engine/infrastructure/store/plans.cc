#include "store/plans.h"

#include <fmt/format.h>

#include <algorithm>

#include "database/big_query.h"
#include "database/row_write.h"
#include "store/audit.h"
#include "store/in_chunks.h"
#include "store/institute_rows.h"
#include "store/kinds.h"
#include "store/plan_row.h"
#include "store/plan_trail.h"
#include "store/prefill.h"
#include "store/row_values.h"
#include "store/scope_filter.h"

namespace xueshi::store {

namespace {

using training::Plan;

database::Columns number_key(std::string_view number) {
  database::Columns key;
  key.put("number", number);
  return key;
}

long long id_of(database::Sql& sql, const char* table, std::string_view number) {
  std::string text(number);
  long long id = 0;
  sql << fmt::format("select id from {} where number = :number", table),
      database::use(text, "number"), database::into(id);
  return sql.got_data() ? id : 0;
}

database::Columns columns_of(const Plan& plan, long long org) {
  RowValues values;
  put_plan(values, plan, org);
  database::Columns columns = named(KindOf<Plan>::spec(), values);
  columns.put("support_level", plan.support_level).put("funding_rank", plan.funding_rank);
  return columns;
}

// A number that was ever given stays that item's: the trail of a deleted plan must not become
// another's.
bool was_given(database::Sql& sql, const std::string& number) {
  if (id_of(sql, "plan", number) != 0 || id_of(sql, "class", number) != 0) return true;
  database::Values values;
  std::string query = "select count(*) from (" + trail_of_plan(values.add(number)) + ") told";
  return database::ask_number(sql, query, std::move(values)) > 0;
}

}  // namespace

std::optional<Plan> find_plan(database::Database& database, const academy::Scope& scope,
                              std::string_view number) {
  return database::guarded([&]() -> std::optional<Plan> {
    ScopeValues in(scope);
    std::string text(number);
    PlanRow row;
    database::Statement query(database.session().sql);
    query.alloc();
    query.prepare(std::string("select ") + kPlanColumns +
                  " from plan l join org lo on lo.id = l.org_id" +
                  " where l.number = :number and lo.lo >= :lo and lo.lo < :hi");
    row.bind(query);
    query.exchange(database::use(text, "number"));
    query.exchange(database::use(in.lo, "lo"));
    query.exchange(database::use(in.hi, "hi"));
    query.define_and_bind();
    if (!query.execute(true)) return std::nullopt;
    return row.plan();
  });
}

std::optional<Plan> lock_plan(database::Transaction& transaction, const academy::Scope& scope,
                              std::string_view number) {
  database::guarded(
      [&] { lock_rows(transaction.database().session(), "plan", number_key(number)); });
  return find_plan(transaction.database(), scope, number);
}

void for_each_plan(database::Database& database, const academy::Scope& scope,
                   const PlanFilter& filter, const std::function<void(const Plan&)>& on_plan) {
  database::guarded([&] {
    std::string asked;
    database::Values values;
    if (filter.year) asked += fmt::format(" and l.year = {}", filter.year->value());
    if (!filter.reviews.empty())
      asked += fmt::format(" and l.review in ({})", values.add_all(filter.reviews));
    if (!filter.numbers.empty())
      asked += fmt::format(" and l.number in ({})", values.add_all(filter.numbers));
    PlanRow row;
    database::BigQuery rows(
        database.session(), "plans",
        fmt::format(
            "select {} from org lo join plan l on l.org_id = lo.id where"
            " {}{} order by l.year desc, lo.lo, coalesce(l.funding_rank, 1000000), l.number",
            kPlanColumns, in_scope(scope, "lo"), asked),
        std::move(values));
    row.bind(rows.statement());
    while (rows.fetch()) on_plan(row.plan());
  });
}

void for_each_plan(database::Database& database, const academy::Scope& scope,
                   const std::vector<std::string>& numbers,
                   const std::function<void(const Plan&)>& on_plan) {
  in_chunks(numbers, [&](const std::vector<std::string>& some) {
    for_each_plan(database, scope, {std::nullopt, {}, some}, on_plan);
  });
}

std::string free_plan_number(database::Transaction& transaction, std::string_view org,
                             base::Year year) {
  return database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    std::string stem = fmt::format("{}-{}-", org, year.value()), low = stem + "000",
                high = stem + "999999", last;
    database::Indicator found = database::i_null;
    long long most = static_cast<long long>(high.size());
    // "…-1000" sorts before "…-999".
    sql << "select number from plan where number >= :low and number <= :high"
           " and length(number) <= :most order by length(number) desc, number desc limit 1",
        database::use(low, "low"), database::use(high, "high"), database::use(most, "most"),
        database::into(last, found);
    long long next = 1;
    if (sql.got_data() && last.size() > stem.size()) {
      for (next = 0; char c : last.substr(stem.size()))
        next = c >= '0' && c <= '9' && next < 1'000'000 ? next * 10 + (c - '0') : next;
      ++next;
    }
    std::string number;
    do {
      number = fmt::format("{}{:03}", stem, next++);
    } while (was_given(sql, number));
    return number;
  });
}

void save_plan(database::Transaction& transaction, const academy::Scope& scope, const Plan& plan,
               bool excellent_class) {
  database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    long long org = require_org(transaction.database(), scope, plan.org);
    database::Columns columns = columns_of(plan, org);
    bool is_new = database::update_rows(sql, "plan", columns, number_key(plan.number)) == 0;
    if (is_new) insert_row(sql, "plan", columns.put("id", database::next_id(sql, "plan")));
    long long id = id_of(sql, "plan", plan.number);
    if (!is_new) refill_class_of(sql, id, excellent_class);
    prefill_class_of(sql, id, excellent_class);
  });
}

std::vector<Plan> lock_funding_requests(database::Transaction& transaction,
                                        const academy::Scope& scope, base::Year year) {
  database::Database& database = transaction.database();
  PlanFilter filter;
  filter.year = year;
  auto read = [&] {
    std::vector<Plan> requests;
    for_each_plan(database, scope, filter, [&](const Plan& plan) {
      bool handed_in = plan.review != training::place::kDraft &&
                       plan.review != training::place::kRefused &&
                       plan.withdrawal == training::place::kStanding;
      if (plan.funding_requested && handed_in) requests.push_back(plan);
    });
    std::sort(requests.begin(), requests.end(),
              [](const Plan& a, const Plan& b) { return a.number < b.number; });
    return requests;
  };
  // Two who rank at the same time meet at the unit; what it then reads is what the first one left.
  database::guarded([&] {
    database::Columns key;
    lock_rows(database.session(), "org", key.put("lo", scope.range().lo));
  });
  std::vector<Plan> requests = read();
  for (const Plan& plan : requests)
    database::guarded([&] { lock_rows(database.session(), "plan", number_key(plan.number)); });
  return read();
}

void delete_plan(database::Transaction& transaction, std::string_view number) {
  database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    long long id = id_of(sql, "plan", number);
    std::string of_class = fmt::format("(select id from class where plan_id = {})", id);
    database::run(sql, "delete from attendee where class_id in " + of_class);
    database::run(sql, "delete from class_approved where class_id in " + of_class);
    database::run(sql, fmt::format("delete from class where plan_id = {}", id));
    delete_rows(sql, "plan", number_key(number));
  });
}

std::vector<PlanTemplate> fetch_templates(database::Database& database,
                                          const academy::Scope& scope) {
  return database::guarded([&] {
    std::vector<PlanTemplate> templates;
    ScopeValues in(scope);
    PlanTemplate one;
    long long id = 0, shared = 0;
    std::string content;
    database::Statement rows =
        (database.session().sql.prepare
             << "select t.id, t.name, o.code, t.shared, t.content from plan_template t"
                " join org o on o.id = t.org_id where t.shared = 1 or (o.lo >= :lo and o.lo < :hi)"
                " order by o.lo, t.name",
         database::into(id), database::into(one.name), database::into(one.org),
         database::into(shared), database::into(content), database::use(in.lo, "lo"),
         database::use(in.hi, "hi"));
    rows.execute();
    while (rows.fetch()) {
      one.id = id;
      one.shared = shared != 0;
      one.fields = decode_audit_values(content);
      templates.push_back(one);
    }
    return templates;
  });
}

void save_template(database::Transaction& transaction, const academy::Scope& scope,
                   const PlanTemplate& plan_template) {
  database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    long long org = require_org(transaction.database(), scope, plan_template.org);
    database::Columns columns, key;
    columns.put("shared", std::int64_t{plan_template.shared})
        .put("content", encode_audit_values(plan_template.fields));
    key.put("org_id", org).put("name", plan_template.name);
    if (database::update_rows(sql, "plan_template", columns, key) > 0) return;
    columns.put("id", database::next_id(sql, "plan_template"))
        .put("org_id", org)
        .put("name", plan_template.name);
    insert_row(sql, "plan_template", columns);
  });
}

bool delete_template(database::Transaction& transaction, const academy::Scope& scope,
                     std::string_view org, std::string_view name) {
  return database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    database::Columns key;
    key.put("org_id", require_org(transaction.database(), scope, org)).put("name", name);
    return delete_rows(sql, "plan_template", key) > 0;
  });
}

}  // namespace xueshi::store
