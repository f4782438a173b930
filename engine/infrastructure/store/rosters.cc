#include "store/rosters.h"

#include <fmt/format.h>

#include "hours/record.h"
#include "store/classes.h"
#include "store/kinds.h"
#include "store/person_row.h"
#include "store/plan_row.h"
#include "store/prefill.h"
#include "store/references.h"
#include "store/row_values.h"
#include "store/row_write.h"
#include "store/scope_filter.h"

namespace xueshi::store {

namespace {

using training::Attendee;
using training::TrainingClass;

Columns number_key(std::string_view number) {
  Columns key;
  key.put("number", number);
  return key;
}

long long class_id(soci::session& sql, std::string_view number) {
  std::string text(number);
  long long id = 0;
  sql << "select id from class where number = :number", soci::use(text, "number"), soci::into(id);
  return id;
}

long long person_id(soci::session& sql, std::string_view employee) {
  std::string text(employee);
  long long id = 0;
  sql << "select id from person where employee = :employee", soci::use(text, "employee"),
      soci::into(id);
  return id;
}

Columns attendee_key(soci::session& sql, const Attendee& attendee) {
  Columns key;
  key.put("class_id", class_id(sql, attendee.class_number))
      .put("person_id", person_id(sql, attendee.employee));
  return key;
}

Columns posted_key(soci::session& sql, const Attendee& attendee) {
  Columns key;
  key.put("person_id", person_id(sql, attendee.employee))
      .put("posted", 1)
      .put("number", attendee.class_number);
  return key;
}

// A class without its unit, plan and how it came to be.
Columns columns_of(const TrainingClass& one) {
  RowValues values;
  put_class(values, one, std::nullopt, 0);
  return named(KindOf<TrainingClass>::spec(), values, {"number", "plan_id", "prefilled", "org_id"});
}

// The plan first: everybody locks in this order.
void lock_with_plan(Database& database, std::string_view number) {
  Database::Session& session = database.session();
  if (!session.postgresql) return;
  std::string text(number);
  long long plan = 0;
  soci::indicator found = soci::i_null;
  session.sql << "select plan_id from class where number = :number", soci::use(text, "number"),
      soci::into(plan, found);
  Columns key;
  if (found == soci::i_ok) lock_rows(session, "plan", key.put("id", plan));
  lock_rows(session, "class", number_key(number));
}

}  // namespace

std::optional<TrainingClass> lock_class(Transaction& transaction, const academy::Scope& scope,
                                        std::string_view number) {
  guarded([&] { lock_with_plan(transaction.database(), number); });
  return find_class(transaction.database(), scope, number);
}

std::optional<TrainingClass> lock_class_for_enrolment(Transaction& transaction,
                                                      std::string_view number) {
  guarded([&] { lock_with_plan(transaction.database(), number); });
  return find_any_class(transaction.database(), number);
}

std::optional<training::Plan> find_plan_of_class(Database& database, std::string_view number) {
  return guarded([&]() -> std::optional<training::Plan> {
    std::string text(number);
    PlanRow row;
    soci::statement query(database.session().sql);
    query.alloc();
    query.prepare(std::string("select ") + kPlanColumns +
                  " from class c join plan l on l.id = c.plan_id join org lo on lo.id = l.org_id"
                  " where c.number = :number");
    row.bind(query);
    query.exchange(soci::use(text, "number"));
    query.define_and_bind();
    if (!query.execute(true)) return std::nullopt;
    return row.plan();
  });
}

std::optional<std::string> find_class_of_plan(Database& database, std::string_view plan) {
  return guarded([&]() -> std::optional<std::string> {
    std::string text(plan), number;
    soci::session& sql = database.session().sql;
    sql << "select c.number from plan l join class c on c.plan_id = l.id where l.number = :plan",
        soci::use(text, "plan"), soci::into(number);
    if (!sql.got_data()) return std::nullopt;
    return number;
  });
}

void save_class(Transaction& transaction, const TrainingClass& training_class) {
  guarded([&] {
    soci::session& sql = transaction.database().session().sql;
    update_rows(sql, "class", columns_of(training_class), number_key(training_class.number));
    part_edited_class(sql, training_class.number);
  });
}

void save_carried_out(Transaction& transaction, std::string_view plan) {
  guarded([&] {
    Columns columns;
    columns.put("execution", training::place::kCarriedOut);
    update_rows(transaction.database().session().sql, "plan", columns, number_key(plan));
  });
}

std::optional<training::ApprovedFigures> find_approved(Database& database,
                                                       std::string_view number) {
  return guarded([&]() -> std::optional<training::ApprovedFigures> {
    soci::session& sql = database.session().sql;
    long long id = class_id(sql, number), headcount = 0, days = 0, budget = 0;
    std::string start, end;
    sql << "select start_at, end_at, headcount, days_millis, budget_fen from class_approved"
           " where class_id = :id",
        soci::use(id, "id"), soci::into(start), soci::into(end), soci::into(headcount),
        soci::into(days), soci::into(budget);
    if (!sql.got_data()) return std::nullopt;
    return training::ApprovedFigures{base::parse_local_time(start).value_or(base::LocalTime{}),
                                     base::parse_local_time(end).value_or(base::LocalTime{}),
                                     headcount, days, base::Money::of_fen(budget)};
  });
}

void save_approved(Transaction& transaction, std::string_view number,
                   const training::ApprovedFigures& figures) {
  guarded([&] {
    soci::session& sql = transaction.database().session().sql;
    Columns key, columns;
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

std::optional<Attendee> find_attendee(Database& database, std::string_view class_number,
                                      std::string_view employee) {
  return guarded([&]() -> std::optional<Attendee> {
    Attendee attendee;
    attendee.class_number = class_number;
    attendee.employee = employee;
    Nullable<long long> seconds;
    long long confirmed = 0;
    std::string enrolment;
    soci::session& sql = database.session().sql;
    sql << "select a.seconds, a.confirmed, a.enrolment from class c join attendee a on a.class_id ="
           " c.id join person p on p.id = a.person_id where c.number = :number"
           " and p.employee = :employee",
        soci::use(attendee.class_number, "number"), soci::use(attendee.employee, "employee"),
        into(seconds), soci::into(confirmed), soci::into(enrolment);
    if (!sql.got_data()) return std::nullopt;
    if (!seconds.is_null()) attendee.hours = base::Hours::of_seconds(seconds.value);
    attendee.confirmed = confirmed != 0;
    attendee.enrolment = training::parse_enrolment(enrolment);
    return attendee;
  });
}

void save_attendee(Transaction& transaction, const Attendee& attendee) {
  guarded([&] {
    soci::session& sql = transaction.database().session().sql;
    Columns columns;
    columns.put("confirmed", std::int64_t{attendee.confirmed})
        .put("enrolment", training::word(attendee.enrolment));
    if (attendee.hours) columns.put("seconds", attendee.hours->seconds());
    if (!attendee.hours) columns.put_null("seconds");
    Columns key = attendee_key(sql, attendee);
    if (update_rows(sql, "attendee", columns, key) > 0) return;
    columns.put("class_id", class_id(sql, attendee.class_number))
        .put("person_id", person_id(sql, attendee.employee));
    insert_row(sql, "attendee", columns);
  });
}

void delete_attendee(Transaction& transaction, const Attendee& attendee) {
  guarded([&] {
    soci::session& sql = transaction.database().session().sql;
    delete_rows(sql, "attendee", attendee_key(sql, attendee));
  });
}

void post_hours(Transaction& transaction, std::string_view class_number,
                std::string_view employee) {
  guarded([&] {
    soci::session& sql = transaction.database().session().sql;
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
        soci::use(number, "number"), soci::use(one, "employee");
  });
}

void repost_hours(Transaction& transaction, const Attendee& attendee) {
  guarded([&] {
    soci::session& sql = transaction.database().session().sql;
    if (!attendee.hours) return;
    Columns columns;
    columns.put("seconds", attendee.hours->seconds());
    update_rows(sql, "record", columns, posted_key(sql, attendee));
  });
}

void take_back_hours(Transaction& transaction, const Attendee& attendee) {
  guarded([&] {
    soci::session& sql = transaction.database().session().sql;
    delete_rows(sql, "record", posted_key(sql, attendee));
  });
}

std::vector<Attendee> fetch_waiting_enrolments(Database& database, const academy::Scope& scope) {
  return guarded([&] {
    std::vector<Attendee> waiting;
    ScopeValues in(scope);
    Attendee attendee;
    attendee.confirmed = false;
    attendee.enrolment = training::Enrolment::kWaiting;
    soci::statement rows =
        (database.session().sql.prepare
             << std::string("select c.number, p.employee from org o join class c on c.org_id = o.id"
                            " join attendee a on a.class_id = c.id join person p on p.id ="
                            " a.person_id where a.enrolment = 'waiting' and") +
                    kInScope + "order by c.number, p.employee",
         soci::into(attendee.class_number), soci::into(attendee.employee), soci::use(in.lo, "lo"),
         soci::use(in.hi, "hi"));
    rows.execute();
    while (rows.fetch()) waiting.push_back(attendee);
    return waiting;
  });
}

std::optional<academy::Person> find_attendable_person(Database& database,
                                                      std::string_view employee) {
  return guarded([&]() -> std::optional<academy::Person> {
    PersonRow row;
    std::string text(employee);
    soci::statement query(database.session().sql);
    query.alloc();
    query.prepare(std::string("select ") + kPersonColumns +
                  " from person p join org o on o.id = p.org_id where p.employee = :employee");
    row.bind(query);
    query.exchange(soci::use(text, "employee"));
    query.define_and_bind();
    if (!query.execute(true)) return std::nullopt;
    return row.person();
  });
}

}  // namespace xueshi::store
