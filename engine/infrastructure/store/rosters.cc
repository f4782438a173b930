#include "store/rosters.h"

#include <fmt/format.h>

#include "database/big_query.h"
#include "database/row_write.h"
#include "hours/record.h"
#include "store/classes.h"
#include "store/in_chunks.h"
#include "store/kinds.h"
#include "store/person_row.h"
#include "store/plan_row.h"
#include "store/prefill.h"
#include "store/references.h"
#include "store/row_values.h"
#include "store/scope_filter.h"

namespace xueshi::store {

namespace {

using training::Attendee;
using training::TrainingClass;

database::Columns number_key(std::string_view number) {
  database::Columns key;
  key.put("number", number);
  return key;
}

long long class_id(database::Sql& sql, std::string_view number) {
  std::string text(number);
  long long id = 0;
  sql << "select id from class where number = :number", database::use(text, "number"),
      database::into(id);
  return id;
}

database::Columns attendee_key(database::Sql& sql, const Attendee& attendee) {
  database::Columns key;
  key.put("class_id", class_id(sql, attendee.class_number))
      .put("person_id", person_id(sql, attendee.employee));
  return key;
}

database::Columns posted_key(database::Sql& sql, const Attendee& attendee) {
  database::Columns key;
  key.put("person_id", person_id(sql, attendee.employee))
      .put("posted", 1)
      .put("number", attendee.class_number);
  return key;
}

// A class without its unit, plan and how it came to be.
database::Columns columns_of(const TrainingClass& one) {
  RowValues values;
  put_class(values, one, std::nullopt, 0);
  return named(KindOf<TrainingClass>::spec(), values, {"number", "plan_id", "prefilled", "org_id"});
}

// The plan first: everybody locks in this order.
void lock_with_plan(database::Database& database, std::string_view number) {
  database::Database::Session& session = database.session();
  if (!session.postgresql) return;
  std::string text(number);
  long long plan = 0;
  database::Indicator found = database::i_null;
  session.sql << "select plan_id from class where number = :number", database::use(text, "number"),
      database::into(plan, found);
  database::Columns key;
  if (found == database::i_ok) lock_rows(session, "plan", key.put("id", plan));
  lock_rows(session, "class", number_key(number));
}

}  // namespace

std::optional<TrainingClass> lock_class(database::Transaction& transaction,
                                        const academy::Scope& scope, std::string_view number) {
  database::guarded([&] { lock_with_plan(transaction.database(), number); });
  return find_class(transaction.database(), scope, number);
}

std::optional<TrainingClass> lock_class_for_enrolment(database::Transaction& transaction,
                                                      std::string_view number) {
  database::guarded([&] { lock_with_plan(transaction.database(), number); });
  return find_any_class(transaction.database(), number);
}

std::optional<training::Plan> find_plan_of_class(database::Database& database,
                                                 std::string_view number) {
  return database::guarded([&]() -> std::optional<training::Plan> {
    std::string text(number);
    PlanRow row;
    database::Statement query(database.session().sql);
    query.alloc();
    query.prepare(std::string("select ") + kPlanColumns +
                  " from class c join plan l on l.id = c.plan_id join org lo on lo.id = l.org_id"
                  " where c.number = :number");
    row.bind(query);
    query.exchange(database::use(text, "number"));
    query.define_and_bind();
    if (!query.execute(true)) return std::nullopt;
    return row.plan();
  });
}

std::optional<std::string> find_class_of_plan(database::Database& database, std::string_view plan) {
  return database::guarded([&]() -> std::optional<std::string> {
    std::string text(plan), number;
    database::Sql& sql = database.session().sql;
    sql << "select c.number from plan l join class c on c.plan_id = l.id where l.number = :plan",
        database::use(text, "plan"), database::into(number);
    if (!sql.got_data()) return std::nullopt;
    return number;
  });
}

void save_class(database::Transaction& transaction, const TrainingClass& training_class) {
  database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    update_rows(sql, "class", columns_of(training_class), number_key(training_class.number));
    part_edited_class(sql, training_class.number);
  });
}

namespace {

struct ApprovedRow {
  std::string start, end;
  long long headcount = 0, days = 0, budget = 0;
  training::ApprovedFigures value() const {
    return {base::parse_local_time(start).value_or(base::LocalTime{}),
            base::parse_local_time(end).value_or(base::LocalTime{}), headcount, days,
            base::Money::of_fen(budget)};
  }
};

}  // namespace

std::optional<training::ApprovedFigures> find_approved(database::Database& database,
                                                       std::string_view number) {
  auto all = fetch_approved(database, {std::string(number)});
  if (all.empty()) return std::nullopt;
  return all.begin()->second;
}

std::map<std::string, training::ApprovedFigures> fetch_approved(
    database::Database& database, const std::vector<std::string>& numbers) {
  return database::guarded([&] {
    std::map<std::string, training::ApprovedFigures> all;
    in_chunks(numbers, [&](const std::vector<std::string>& some) {
      database::Values values;
      std::string query = fmt::format(
          "select c.number, f.start_at, f.end_at, f.headcount, f.days_millis, f.budget_fen"
          " from class c join class_approved f on f.class_id = c.id where c.number in ({})",
          values.add_all(some));
      ApprovedRow row;
      std::string number;
      database::BigQuery rows(database.session(), "approved", query, std::move(values));
      rows.bind(number, row.start, row.end, row.headcount, row.days, row.budget);
      while (rows.fetch()) all[number] = row.value();
    });
    return all;
  });
}

void save_approved(database::Transaction& transaction, std::string_view number,
                   const training::ApprovedFigures& figures) {
  database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    database::Columns key, columns;
    key.put("class_id", class_id(sql, number));
    columns.put("start_at", base::render_as_written(figures.start))
        .put("end_at", base::render_as_written(figures.end))
        .put("headcount", figures.headcount)
        .put("days_millis", figures.days_millis)
        .put("budget_fen", figures.budget.fen());
    if (update_rows(sql, "class_approved", columns, key) > 0) return;
    insert_row(sql, "class_approved", columns.put("class_id", class_id(sql, number)));
  });
}

std::optional<Attendee> find_attendee(database::Database& database, std::string_view class_number,
                                      std::string_view employee) {
  return database::guarded([&]() -> std::optional<Attendee> {
    Attendee attendee;
    attendee.class_number = class_number;
    attendee.employee = employee;
    database::Nullable<long long> seconds;
    long long confirmed = 0;
    std::string enrolment;
    database::Sql& sql = database.session().sql;
    sql << "select a.seconds, a.confirmed, a.enrolment from class c join attendee a on a.class_id ="
           " c.id join person p on p.id = a.person_id where c.number = :number"
           " and p.employee = :employee",
        database::use(attendee.class_number, "number"),
        database::use(attendee.employee, "employee"), into(seconds), database::into(confirmed),
        database::into(enrolment);
    if (!sql.got_data()) return std::nullopt;
    if (!seconds.is_null()) attendee.hours = base::Hours::of_seconds(seconds.value);
    attendee.confirmed = confirmed != 0;
    attendee.enrolment = training::parse_enrolment(enrolment);
    return attendee;
  });
}

void save_attendee(database::Transaction& transaction, const Attendee& attendee) {
  database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    database::Columns columns;
    columns.put("confirmed", std::int64_t{attendee.confirmed})
        .put("enrolment", training::word(attendee.enrolment));
    if (attendee.hours) columns.put("seconds", attendee.hours->seconds());
    if (!attendee.hours) columns.put_null("seconds");
    database::Columns key = attendee_key(sql, attendee);
    if (update_rows(sql, "attendee", columns, key) > 0) return;
    columns.put("class_id", class_id(sql, attendee.class_number))
        .put("person_id", person_id(sql, attendee.employee));
    insert_row(sql, "attendee", columns);
  });
}

void delete_attendee(database::Transaction& transaction, const Attendee& attendee) {
  database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    delete_rows(sql, "attendee", attendee_key(sql, attendee));
  });
}

void post_hours(database::Transaction& transaction, std::string_view class_number,
                std::string_view employee) {
  database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    long long source = source_id(sql, std::string(hours::kRosterSource));
    std::string number(class_number), one(employee);
    sql << fmt::format(
        "insert into record (person_id, posted, number, source_id, year, title, organiser,"
        " start_at, end_at, seconds, status, category) select a.person_id, 1, c.number, {}, c.year,"
        " c.title, c.organiser, c.start_at, c.end_at, coalesce(a.seconds, c.seconds), 'approved',"
        " c.category from class c join attendee a on a.class_id = c.id join person p on p.id ="
        " a.person_id where c.number = :number and c.execution = 'carried_out'"
        " and a.confirmed = 1 and (:employee = '' or p.employee = :employee)"
        " on conflict (person_id, posted, number) do nothing",
        source),
        database::use(number, "number"), database::use(one, "employee");
  });
}

void repost_hours(database::Transaction& transaction, const Attendee& attendee) {
  database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    if (!attendee.hours) return;
    database::Columns columns;
    columns.put("seconds", attendee.hours->seconds());
    update_rows(sql, "record", columns, posted_key(sql, attendee));
  });
}

void take_back_hours(database::Transaction& transaction, const Attendee& attendee) {
  database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    delete_rows(sql, "record", posted_key(sql, attendee));
  });
}

std::optional<academy::Person> find_attendable_person(database::Database& database,
                                                      std::string_view employee) {
  return database::guarded([&]() -> std::optional<academy::Person> {
    PersonRow row;
    std::string text(employee);
    database::Statement query(database.session().sql);
    query.alloc();
    query.prepare(std::string("select ") + kPersonColumns +
                  " from person p join org o on o.id = p.org_id where p.employee = :employee");
    row.bind(query);
    query.exchange(database::use(text, "employee"));
    query.define_and_bind();
    if (!query.execute(true)) return std::nullopt;
    return row.person();
  });
}

std::vector<academy::Person> fetch_attendable_people(database::Database& database,
                                                     const std::vector<std::string>& names) {
  if (names.empty()) return {};
  return database::guarded([&] {
    std::vector<academy::Person> people;
    PersonRow row;
    database::Values values;
    std::string marks = values.add_all(names);
    database::BigQuery rows(
        database.session(), "people",
        fmt::format("select {} from person p join org o on o.id = p.org_id where p.name in ({})"
                    " order by p.employee",
                    kPersonColumns, marks),
        std::move(values));
    row.bind(rows.statement());
    while (rows.fetch()) people.push_back(row.person());
    return people;
  });
}

}  // namespace xueshi::store
