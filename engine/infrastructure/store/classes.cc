#include "store/classes.h"

#include <fmt/format.h>

#include <limits>

#include "base/paging.h"
#include "database/big_query.h"
#include "database/session.h"
#include "store/in_chunks.h"
#include "store/listing.h"
#include "store/plan_row.h"
#include "store/scope_filter.h"

namespace xueshi::store {

namespace {

using training::Plan;
using training::TrainingClass;

constexpr const char* kClassColumns =
    "c.number, c.title, o.code, c.year, c.category, c.start_at, c.end_at, c.seconds, "
    "c.days_millis, c.headcount,"
    " c.staff_count, c.budget_fen, c.excellent, c.venue, c.audience, c.goal, c.content, "
    "c.execution, c.outcome,"
    " c.contact, c.phone, c.research_count, c.management_count, c.support_count, c.outside_count, "
    "c.funding_channel,"
    " c.place_kind, c.shown_at_branch, c.posts, c.keywords, c.remark, c.mode, c.organiser, "
    "c.email, c.visibility,"
    " c.enrolment_open, c.enrolment_reviewed, c.enrolment_from, c.enrolment_to";

struct ClassRow {
  TrainingClass row;
  std::string start, end;
  long long year = 0, seconds = 0, days = 0, headcount = 0, staff = 0, budget = 0, excellent = 0;
  database::Nullable<long long> research, management, support, outside;
  database::Nullable<std::string> enrolment_from, enrolment_to;

  void bind(database::Statement& rows) {
    auto add = [&](auto&... columns) { (rows.exchange(database::into(columns)), ...); };
    auto add_nullable = [&](auto&... columns) { (rows.exchange(database::into(columns)), ...); };
    add(row.number, row.title, row.org, year, row.category, start, end, seconds, days, headcount,
        staff, budget, excellent, row.venue, row.audience, row.goal, row.content, row.execution,
        row.outcome, row.contact, row.phone);
    add_nullable(research, management, support, outside);
    add(row.funding_channel, row.place_kind, row.shown_at_branch, row.posts, row.keywords,
        row.remark, row.mode, row.organiser, row.email, row.visibility, row.enrolment_open,
        row.enrolment_reviewed);
    add_nullable(enrolment_from, enrolment_to);
  }

  const TrainingClass& training_class() {
    row.year = base::Year(static_cast<int>(year));
    row.start = base::parse_local_time(start).value_or(base::LocalTime{});
    row.end = base::parse_local_time(end).value_or(base::LocalTime{});
    row.hours = base::Hours::of_seconds(seconds);
    row.days_millis = days;
    row.headcount = headcount;
    row.staff_count = staff;
    row.budget = base::Money::of_fen(budget);
    row.excellent = excellent != 0;
    row.research_count = database::to_number(research);
    row.management_count = database::to_number(management);
    row.support_count = database::to_number(support);
    row.outside_count = database::to_number(outside);
    row.enrolment_from = database::to_time(enrolment_from);
    row.enrolment_to = database::to_time(enrolment_to);
    return row;
  }
};

// Classes with their plans, under conditions on c and o.
std::string class_query(const std::string& condition, const std::string& scope,
                        const std::string& order) {
  return std::string("select ") + kClassColumns + ", " + kPlanColumns +
         " from org o join class c on c.org_id = o.id left join plan l on l.id = c.plan_id"
         " left join org lo on lo.id = l.org_id where " +
         condition + " and " + scope + " " + order;
}

std::string by_start() { return "order by " + moment("c.start_at") + " desc, c.number"; }

// `of`: alias of the class.
std::string key_of(ClassOrder order, const std::string& of) {
  switch (order) {
    case ClassOrder::kEnd:
      return moment(of + ".end_at");
    case ClassOrder::kTitle:
      return of + ".title";
    case ClassOrder::kHeadcount:
      return of + ".headcount";
    case ClassOrder::kBudget:
      return of + ".budget_fen";
    case ClassOrder::kStart:
      break;
  }
  return moment(of + ".start_at");
}

// What a ClassFilter asks, as SQL with marks for its values.
std::string condition_of(const ClassFilter& filter, database::Values& values) {
  std::string text = "1 = 1";
  if (filter.year) text += fmt::format(" and c.year = {}", filter.year->value());
  if (filter.from) text += " and c.start_at >= " + values.add(base::render(*filter.from));
  // A day without a time sorts before its hours.
  if (filter.to) text += " and c.start_at <= " + values.add(base::render(*filter.to) + " 23:59");
  if (!filter.name.empty()) text += " and " + has_part("c.title", filter.name, values);
  if (!filter.executions.empty())
    text += fmt::format(" and c.execution in ({})", values.add_all(filter.executions));
  if (!filter.numbers.empty())
    text += fmt::format(" and c.number in ({})", values.add_all(filter.numbers));
  if (!filter.attendee.empty())
    text += fmt::format(
        " and c.id in (select a.class_id from attendee a join person p on p.id = a.person_id"
        " where p.employee = {})",
        values.add(filter.attendee));
  return text;
}

void read_classes(database::Database& database, const std::string& query, database::Values values,
                  const OnClass& on_class) {
  ClassRow class_row;
  PlanRow plan_row;
  database::BigQuery rows(database.session(), "classes", query, std::move(values));
  class_row.bind(rows.statement());
  plan_row.bind(rows.statement());
  while (rows.fetch()) {
    TrainingClass training_class = class_row.training_class();
    if (plan_row.number.is_null()) {
      training_class.plan.clear();
      on_class(training_class, nullptr);
    } else {
      Plan plan = plan_row.plan();
      training_class.plan = plan.number;
      on_class(training_class, &plan);
    }
  }
}

void for_each_in(database::Database& database, const ScopeValues& in, const ClassFilter& filter,
                 const std::string& further, const OnClass& on_class) {
  database::Values values;
  std::string condition = condition_of(filter, values) + further;
  read_classes(database, class_query(condition, in_range(in.lo, in.hi), by_start()),
               std::move(values), on_class);
}

std::string condition_of(const ClassPage& page, database::Values& values) {
  std::string text = condition_of(page.filter, values);
  if (!page.category.empty()) text += " and c.category = " + values.add(page.category);
  auto waits = [&] {
    if (page.waiting.empty()) return std::string("1 = 0");
    return fmt::format("c.number in ({})", values.add_all(page.waiting));
  };
  if (page.only_waiting) text += " and " + waits();
  if (!page.not_of.empty()) {
    std::string other = "o.code <> " + values.add(page.not_of);
    text += fmt::format(" and ({} or {})", other, waits());
  }
  return text;
}

constexpr const char* kCountClasses = "select count(*) from org o join class c on c.org_id = o.id";

std::int64_t count_all(database::Database& database, const ScopeValues& in, const ClassPage& page) {
  database::Values values;
  std::string query = fmt::format("{} where {} and {}", kCountClasses, condition_of(page, values),
                                  in_range(in.lo, in.hi));
  return database::ask_number(database.session().sql, query, std::move(values));
}

// How many stand up to and with the class of that number; 0 where it is not in the scope.
std::int64_t count_up_to(database::Database& database, const ScopeValues& in,
                         const ClassPage& page) {
  database::Values values;
  std::string query =
      fmt::format("{}, class q join org u on u.id = q.org_id where {} and {} and {}", kCountClasses,
                  condition_of(page, values), in_range(in.lo, in.hi), in_range(in.lo, in.hi, "u"));
  query += " and q.number = " + values.add(page.after);
  query += " and " + stands_up_to(key_of(page.order, "c"), key_of(page.order, "q"), page.is_down,
                                  "c.number", "q.number");
  return database::ask_number(database.session().sql, query, std::move(values));
}

std::optional<TrainingClass> find_in(database::Database& database, ScopeValues in,
                                     std::string_view number) {
  ClassRow class_row;
  PlanRow plan_row;
  std::string text(number);
  database::Statement query(database.session().sql);
  query.alloc();
  query.prepare(class_query("c.number = :number", kInScope, ""));
  class_row.bind(query);
  plan_row.bind(query);
  query.exchange(database::use(text, "number"));
  query.exchange(database::use(in.lo, "lo"));
  query.exchange(database::use(in.hi, "hi"));
  query.define_and_bind();
  if (!query.execute(true)) return std::nullopt;
  TrainingClass training_class = class_row.training_class();
  training_class.plan = plan_row.number.is_null() ? "" : plan_row.number.value;
  return training_class;
}

}  // namespace

void for_each_class(database::Database& database, const academy::Scope& scope, base::Year year,
                    const OnClass& on_class) {
  ClassFilter filter;
  filter.year = year;
  for_each_class(database, scope, filter, on_class);
}

void for_each_class(database::Database& database, const academy::Scope& scope,
                    const ClassFilter& filter, const OnClass& on_class) {
  database::guarded([&] { for_each_in(database, ScopeValues(scope), filter, "", on_class); });
}

void for_each_class(database::Database& database, const academy::Scope& scope,
                    const std::vector<std::string>& numbers, const OnClass& on_class) {
  in_chunks(numbers, [&](const std::vector<std::string>& some) {
    ClassFilter filter;
    filter.numbers = some;
    for_each_class(database, scope, filter, on_class);
  });
}

ClassRows leaf_classes(database::Database& database, const academy::Scope& scope,
                       const ClassPage& page, const OnClass& on_class) {
  return database::guarded([&] {
    ScopeValues in(scope);
    ClassRows rows;
    rows.total = count_all(database, in, page);
    std::int64_t begin = page.after.empty() ? page.begin : count_up_to(database, in, page);
    rows.begin = base::begin_within(begin, rows.total, page.size);
    if (rows.total == 0) return rows;
    database::Values values;
    std::string order =
        fmt::format("order by {}{}, c.number limit {} offset {}", key_of(page.order, "c"),
                    page.is_down ? " desc" : "", page.size, rows.begin);
    std::string condition = condition_of(page, values);
    read_classes(database, class_query(condition, in_range(in.lo, in.hi), order), std::move(values),
                 on_class);
    return rows;
  });
}

void for_each_open_class(database::Database& database, const ClassFilter& filter,
                         const OnClass& on_class) {
  database::guarded([&] {
    for_each_in(database, ScopeValues(0, std::numeric_limits<long long>::max()), filter,
                " and c.enrolment_open <> ''", on_class);
  });
}

void for_each_class_of(database::Database& database, const ClassFilter& filter,
                       const OnClass& on_class) {
  database::guarded([&] {
    for_each_in(database, ScopeValues(0, std::numeric_limits<long long>::max()), filter, "",
                on_class);
  });
}

std::optional<TrainingClass> find_class(database::Database& database, const academy::Scope& scope,
                                        std::string_view number) {
  return database::guarded([&]() { return find_in(database, ScopeValues(scope), number); });
}

std::optional<TrainingClass> find_any_class(database::Database& database, std::string_view number) {
  return database::guarded([&]() {
    return find_in(database, ScopeValues(0, std::numeric_limits<long long>::max()), number);
  });
}

std::vector<training::Attendee> fetch_attendees(database::Database& database,
                                                const academy::Scope& scope,
                                                std::string_view class_number) {
  return database::guarded([&] {
    std::vector<training::Attendee> attendees;
    ScopeValues in(scope);
    training::Attendee attendee;
    attendee.class_number = class_number;
    database::Nullable<long long> seconds;
    long long confirmed = 0;
    std::string enrolment;
    database::Statement rows =
        (database.session().sql.prepare
             << std::string(
                    "select p.employee, a.seconds, a.confirmed, a.enrolment from class c join org "
                    "o on o.id = "
                    "c.org_id"
                    " join attendee a on a.class_id = c.id join person p on p.id = a.person_id"
                    " where c.number = :number and") +
                    kInScope + "order by p.employee",
         database::into(attendee.employee), database::into(seconds), database::into(confirmed),
         database::into(enrolment), database::use(attendee.class_number, "number"),
         database::use(in.lo, "lo"), database::use(in.hi, "hi"));
    rows.execute();
    while (rows.fetch()) {
      attendee.hours.reset();
      if (!seconds.is_null()) attendee.hours = base::Hours::of_seconds(seconds.value);
      attendee.confirmed = confirmed != 0;
      attendee.enrolment = training::parse_enrolment(enrolment);
      attendees.push_back(attendee);
    }
    return attendees;
  });
}

}  // namespace xueshi::store
