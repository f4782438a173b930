#include "store/waiting.h"

#include <fmt/format.h>

#include "database/big_query.h"
#include "store/listing.h"
#include "store/scope_filter.h"

namespace xueshi::store {

namespace {

// Columns of every part: kind, number, employee, name, title, unit, code, unit_name, begins, year,
// of_case.
constexpr const char* kPlans =
    "select {} as kind, l.number as number, '' as employee, '' as name, l.title as title,"
    " o.lo as unit, o.code as code, o.name as unit_name, l.month as begins, l.year as year, "
    "l.number as of_case"
    " from org o join plan l on l.org_id = o.id where ";
constexpr const char* kClasses =
    "select {} as kind, c.number as number, '' as employee, '' as name, c.title as title,"
    " o.lo as unit, o.code as code, o.name as unit_name, c.start_at as begins, c.year as year,"
    " c.number as of_case from org o join class c on c.org_id = o.id where ";
constexpr const char* kPolicies =
    "select {} as kind, t.number as number, '' as employee, '' as name, t.title as title,"
    " o.lo as unit, o.code as code, o.name as unit_name, t.proposed as begins, t.year as year,"
    " t.number as of_case from org o join policy_proposal t on t.org_id = o.id where ";
constexpr const char* kLines =
    "select {0} as kind, c.number as number, p.employee as employee, p.name as name,"
    " c.title || '：' || p.name || '（' || p.employee || '）' || {1} as title, o.lo as unit,"
    " o.code as code, o.name as unit_name, c.start_at as begins, c.year as year,"
    " p.employee || '/' || c.number as of_case from {2} join class c on c.org_id = o.id"
    " join attendee a on a.class_id = c.id{3} join person p on p.id = a.person_id where ";
// Few hold a role: their lines are looked for, not they on every roster.
constexpr const char* kWithAdministrators =
    "(select distinct person_id, org_id from role_grant where role <> 'learner') g"
    " join org o on o.id = g.org_id";
// A graph sees of a record: its place and source, the version it runs on, its unit; its author
// where that is not the learner; the learner only as one who may hold an office, or who asks.
constexpr const char* kRecords =
    "select {0} as kind, r.number as number, p.employee as employee, p.name as name,"
    " r.title as title, o.lo as unit, o.code as code, o.name as unit_name, r.start_at as begins,"
    " r.year as year,"
    " r.status || '|' || coalesce(i.graph_id, 0) || '|' || o.lo || '|' || r.source_id || '|' ||"
    " case when coalesce(i.author, '') in ('', p.employee) then '' else i.author end || '|' ||"
    " case when p.employee = {1} or p.id in (select person_id from role_grant) or p.id in"
    " (select deputy_for from role_grant where deputy_for is not null) then p.employee else '' end"
    " as of_case from org o join person p on p.org_id = o.id"
    " join record r on r.person_id = p.id and r.posted = 0"
    " left join item i on i.subject = 'learning' and i.number = p.employee || '/' || r.number"
    " where ";

std::string at_places(const char* column, const std::vector<std::string>& places,
                      database::Values& values) {
  if (places.empty()) return "1 = 0";
  return fmt::format("{} in ({})", column, values.add_all(places));
}

// One part under a condition of its own on who waits.
std::string select_of(WaitingKind kind, const academy::Scope& scope, const std::string& employee,
                      database::Values& values) {
  int number = static_cast<int>(kind);
  switch (kind) {
    case WaitingKind::kPlan:
      return fmt::format(kPlans, number) + in_scope(scope);
    case WaitingKind::kPolicy:
      return fmt::format(kPolicies, number) + in_scope(scope);
    case WaitingKind::kChangedClass:
    case WaitingKind::kReturnedClass:
      return fmt::format(kClasses, number) + in_scope(scope);
    case WaitingKind::kOwnLine:
      return fmt::format(kLines, number, values.add("参加"), kWithAdministrators,
                         " and a.person_id = g.person_id") +
             in_scope(scope);
    case WaitingKind::kEnrolment:
      return fmt::format(kLines, number, values.add("报名"), "org o", "") + in_scope(scope);
    case WaitingKind::kRecord:
      break;
  }
  std::string text = fmt::format(kRecords, number, values.add(employee));
  if (scope.employee().empty()) return text + in_scope(scope);
  return text + "p.employee = " + values.add(scope.employee());
}

std::string waits(const WaitingPart& part, const WaitingAsked& asked, database::Values& values) {
  auto own = [&] {
    return asked.unit.empty() ? std::string("1 = 0") : "o.code = " + values.add(asked.unit);
  };
  switch (part.kind) {
    case WaitingKind::kPlan: {
      std::string deciding = at_places("l.review", part.deciding, values);
      return fmt::format("({} or ({} and {}))", deciding, own(),
                         at_places("l.review", part.others, values));
    }
    case WaitingKind::kPolicy:
      return at_places("t.status", part.deciding, values);
    case WaitingKind::kChangedClass:
      return at_places("c.execution", part.deciding, values);
    case WaitingKind::kReturnedClass:
      return fmt::format(
          "{} and {} and c.year = {} and exists (select 1 from verdict v"
          " where v.subject = 'class' and v.number = c.number)",
          own(), at_places("c.execution", part.others, values), asked.year.value());
    case WaitingKind::kOwnLine:
      return "c.execution = 'carried_out' and a.confirmed = 0 and a.enrolment = ''";
    case WaitingKind::kEnrolment:
      return "a.enrolment = 'waiting'" + (asked.unit.empty() ? "" : " and " + own());
    case WaitingKind::kRecord:
      break;
  }
  std::vector<std::string> places = part.deciding;
  places.insert(places.end(), part.others.begin(), part.others.end());
  // Said besides so that the index of those that wait is used.
  return "r.status <> 'approved' and " + at_places("r.status", places, values);
}

// All that may wait.
std::string rows_of(const academy::Scope& scope, const WaitingAsked& asked,
                    database::Values& values) {
  std::string text;
  for (const WaitingPart& part : asked.parts) {
    if (!text.empty()) text += " union all ";
    text += select_of(part.kind, scope, asked.employee, values);
    text += " and " + waits(part, asked, values);
  }
  return text;
}

std::string condition_of(const WaitingPage& page, database::Values& values) {
  const WaitingFilter& filter = page.filter;
  std::string text = " where 1 = 1";
  if (page.cases && page.cases->empty()) text += " and 1 = 0";
  if (page.cases && !page.cases->empty())
    text += fmt::format(" and w.of_case in ({})", values.add_all(*page.cases));
  if (!filter.title.empty()) text += " and " + has_part("w.title", filter.title, values);
  if (!filter.unit.empty()) text += " and " + has_part("w.unit_name", filter.unit, values);
  if (!filter.learner.empty()) {
    text += " and (" + has_part("w.name", filter.learner, values);
    text += " or " + has_part("w.employee", filter.learner, values) + ")";
  }
  if (filter.year) text += fmt::format(" and w.year = {}", filter.year->value());
  return text;
}

// `of`: the alias of the row.
std::string key_of(WaitingOrder order, const char* of) {
  switch (order) {
    case WaitingOrder::kTitle:
      return fmt::format("{}.title", of);
    case WaitingOrder::kUnit:
      return fmt::format("{}.unit", of);
    case WaitingOrder::kLearner:
      return fmt::format("{}.name", of);
    case WaitingOrder::kBegin:
      return fmt::format("{}.begins", of);
    case WaitingOrder::kPart:
      break;
  }
  return fmt::format("{}.kind", of);
}

// A record is told by its learner first, everything else by its number.
std::string ties_of(const char* of) {
  return fmt::format(
      "{0}.kind, case when {0}.kind = {1} then {0}.employee else '' end, {0}.number,"
      " {0}.employee",
      of, static_cast<int>(WaitingKind::kRecord));
}

// The row itself, whether it still waits or not.
std::string one_row(const academy::Scope& scope, const WaitingAsked& asked, const WaitingRow& row,
                    database::Values& values) {
  std::string text = select_of(row.kind, scope, asked.employee, values);
  bool is_plan = row.kind == WaitingKind::kPlan, is_record = row.kind == WaitingKind::kRecord;
  bool is_policy = row.kind == WaitingKind::kPolicy;
  text += fmt::format(" and {}.number = {}",
                      is_plan     ? "l"
                      : is_record ? "r"
                      : is_policy ? "t"
                                  : "c",
                      values.add(row.number));
  if (!row.employee.empty()) text += " and p.employee = " + values.add(row.employee);
  return text;
}

WaitingRow sample_of(long long kind, const std::string& key) {
  WaitingRow row;
  row.kind = static_cast<WaitingKind>(kind);
  std::size_t slash = key.find('/');
  row.employee = key.substr(0, slash);
  row.number = key.substr(slash + 1);
  return row;
}

}  // namespace

std::vector<std::string> numbers_of(const std::vector<WaitingRow>& rows) {
  std::vector<std::string> numbers;
  for (const WaitingRow& row : rows) numbers.push_back(row.number);
  return numbers;
}

std::vector<WaitingCase> fetch_waiting_cases(database::Database& database,
                                             const academy::Scope& scope,
                                             const WaitingAsked& asked) {
  if (asked.parts.empty()) return {};
  return database::guarded([&] {
    database::Values values;
    std::string rows_text = rows_of(scope, asked, values);
    std::vector<WaitingCase> cases;
    WaitingCase one;
    std::string key;
    long long kind = 0, rows = 0;
    database::BigQuery query(database.session(), "waiting_cases",
                             "select w.kind, w.of_case, count(*), min(w.employee || '/' || "
                             "w.number), min(w.code) from (" +
                                 rows_text +
                                 ") w group by w.kind, w.of_case order by w.kind, w.of_case",
                             std::move(values));
    std::string unit;
    query.bind(kind, one.name, rows, key, unit);
    while (query.fetch()) {
      one.rows = rows;
      one.sample = sample_of(kind, key);
      one.sample.unit = unit;
      cases.push_back(one);
    }
    return cases;
  });
}

std::int64_t count_waiting(database::Database& database, const academy::Scope& scope,
                           const WaitingAsked& asked, const WaitingPage& page) {
  return database::guarded([&] {
    database::Values values;
    std::string text = "select count(*) from (" + rows_of(scope, asked, values) + ") w";
    text += condition_of(page, values);
    return database::ask_number(database.session().sql, text, std::move(values));
  });
}

std::int64_t count_waiting_to(database::Database& database, const academy::Scope& scope,
                              const WaitingAsked& asked, const WaitingPage& page,
                              const WaitingRow& last) {
  return database::guarded([&] {
    database::Values values;
    std::string text = "select count(*) from (" + rows_of(scope, asked, values) + ") w, (";
    text += one_row(scope, asked, last, values) + ") q" + condition_of(page, values);
    text += " and " + stands_up_to(key_of(page.order, "w"), key_of(page.order, "q"), page.is_down,
                                   ties_of("w"), ties_of("q"));
    return database::ask_number(database.session().sql, text, std::move(values));
  });
}

std::vector<WaitingRow> fetch_waiting(database::Database& database, const academy::Scope& scope,
                                      const WaitingAsked& asked, const WaitingPage& page,
                                      std::int64_t begin, std::int64_t size) {
  return database::guarded([&] {
    database::Values values;
    std::string text = "select w.kind, w.number, w.employee, w.name, w.title, w.code from (" +
                       rows_of(scope, asked, values) + ") w" + condition_of(page, values);
    text += fmt::format(" order by {}{}, {} limit {} offset {}", key_of(page.order, "w"),
                        page.is_down ? " desc" : "", ties_of("w"), size, begin);
    std::vector<WaitingRow> rows;
    WaitingRow row;
    long long kind = 0;
    database::BigQuery query(database.session(), "waiting", text, std::move(values));
    query.bind(kind, row.number, row.employee, row.name, row.title, row.unit);
    while (query.fetch()) {
      row.kind = static_cast<WaitingKind>(kind);
      rows.push_back(row);
    }
    return rows;
  });
}

}  // namespace xueshi::store
