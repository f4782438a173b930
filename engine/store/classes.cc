#include "store/classes.h"

#include "store/scope_filter.h"
#include "store/session.h"

namespace xueshi::store {

namespace {

using training::Plan;
using training::TrainingClass;

constexpr const char* kPlanColumns =
    "l.number, l.year, l.form, l.kind, l.title, lo.code, l.category, l.month, l.seconds, "
    "l.days_millis, l.headcount,"
    " l.budget_fen, l.organiser, l.place_kind, l.address, l.contact, l.phone, l.funding_requested, "
    "l.excellence,"
    " l.material, l.technical_support, l.review, l.publication, l.execution, l.withdrawal, "
    "l.withdrawal_reason";

// Columns of a plan; all of them null where an outer join found none.
struct PlanRow {
  Nullable<std::string> number, form, kind, title, org, category, month, organiser, place_kind,
      address, contact, phone, excellence, material, review, publication, execution, withdrawal,
      withdrawal_reason;
  Nullable<long long> year, seconds, days, headcount, budget, funding, technical;

  void bind(soci::statement& rows) {
    auto add = [&](auto&... columns) { (rows.exchange(into(columns)), ...); };
    add(number, year, form, kind, title, org, category, month, seconds, days, headcount, budget,
        organiser, place_kind, address, contact, phone, funding, excellence, material, technical,
        review, publication, execution, withdrawal, withdrawal_reason);
  }

  Plan plan() const {
    Plan plan;
    plan.number = number.value;
    plan.year = base::Year(static_cast<int>(year.value));
    plan.form = form.value == "project" ? training::PlanForm::kProject : training::PlanForm::kOther;
    plan.kind = kind.value == "annual" ? training::PlanKind::kAnnual : training::PlanKind::kAdded;
    plan.title = title.value;
    plan.org = org.value;
    plan.category = category.value;
    plan.month = base::parse_year_month(month.value).value_or(base::YearMonth{});
    plan.hours = base::Hours::of_seconds(seconds.value);
    plan.days_millis = days.value;
    plan.headcount = headcount.value;
    plan.budget = base::Money::of_fen(budget.value);
    plan.organiser = organiser.value;
    plan.place_kind = place_kind.value;
    plan.address = address.value;
    plan.contact = contact.value;
    plan.phone = phone.value;
    plan.funding_requested = funding.value != 0;
    plan.excellence = excellence.value;
    plan.material = material.value;
    plan.technical_support = technical.value != 0;
    plan.review = review.value;
    plan.publication = publication.value;
    plan.execution = execution.value;
    plan.withdrawal = withdrawal.value;
    plan.withdrawal_reason = withdrawal_reason.value;
    return plan;
  }
};

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
  Nullable<long long> research, management, support, outside;
  Nullable<std::string> enrolment_from, enrolment_to;

  void bind(soci::statement& rows) {
    auto add = [&](auto&... columns) { (rows.exchange(soci::into(columns)), ...); };
    auto add_nullable = [&](auto&... columns) { (rows.exchange(into(columns)), ...); };
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
    row.research_count = to_number(research);
    row.management_count = to_number(management);
    row.support_count = to_number(support);
    row.outside_count = to_number(outside);
    row.enrolment_from = to_time(enrolment_from);
    row.enrolment_to = to_time(enrolment_to);
    return row;
  }
};

// Classes with their plans, under a condition on c or o.
std::string class_query(const std::string& condition, const std::string& order) {
  return std::string("select ") + kClassColumns + ", " + kPlanColumns +
         " from org o join class c on c.org_id = o.id left join plan l on l.id = c.plan_id"
         " left join org lo on lo.id = l.org_id where " +
         condition + " and" + kInScope + order;
}

// Days without a time are the moment 00:00.
constexpr const char* kByStart =
    "order by case when length(c.start_at) = 10 then c.start_at || ' 00:00' else c.start_at end "
    "desc, c.number";

struct ClassQuery {
  ClassQuery(soci::session& sql, const academy::Scope& scope) : in(scope), rows(sql) {
    rows.alloc();
  }

  // Requires: `bind_own` binds what the query's own condition names.
  template <typename Bind>
  void execute(const std::string& query, Bind bind_own) {
    rows.prepare(query);
    training_class.bind(rows);
    plan.bind(rows);
    bind_own(rows);
    rows.exchange(soci::use(in.lo, "lo"));
    rows.exchange(soci::use(in.hi, "hi"));
    rows.define_and_bind();
    rows.execute();
  }

  ScopeValues in;
  ClassRow training_class;
  PlanRow plan;
  soci::statement rows;
};

}  // namespace

void for_each_class(Database& database, const academy::Scope& scope, base::Year year,
                    const OnClass& on_class) {
  guarded([&] {
    ClassQuery query(database.session().sql, scope);
    long long wanted = year.value();
    query.execute(class_query("c.year = :year", kByStart),
                  [&](soci::statement& rows) { rows.exchange(soci::use(wanted, "year")); });
    while (query.rows.fetch()) {
      TrainingClass training_class = query.training_class.training_class();
      if (query.plan.number.is_null()) {
        training_class.plan.clear();
        on_class(training_class, nullptr);
      } else {
        Plan plan = query.plan.plan();
        training_class.plan = plan.number;
        on_class(training_class, &plan);
      }
    }
  });
}

std::optional<Plan> find_plan(Database& database, const academy::Scope& scope,
                              std::string_view number) {
  return guarded([&]() -> std::optional<Plan> {
    ScopeValues in(scope);
    std::string text(number);
    PlanRow row;
    soci::statement query(database.session().sql);
    query.alloc();
    query.prepare(std::string("select ") + kPlanColumns +
                  " from plan l join org lo on lo.id = l.org_id" +
                  " where l.number = :number and lo.lo >= :lo and lo.lo < :hi");
    row.bind(query);
    query.exchange(soci::use(text, "number"));
    query.exchange(soci::use(in.lo, "lo"));
    query.exchange(soci::use(in.hi, "hi"));
    query.define_and_bind();
    if (!query.execute(true)) return std::nullopt;
    return row.plan();
  });
}

std::optional<TrainingClass> find_class(Database& database, const academy::Scope& scope,
                                        std::string_view number) {
  return guarded([&]() -> std::optional<TrainingClass> {
    ClassQuery query(database.session().sql, scope);
    std::string text(number);
    query.execute(class_query("c.number = :number", ""),
                  [&](soci::statement& rows) { rows.exchange(soci::use(text, "number")); });
    if (!query.rows.fetch()) return std::nullopt;
    TrainingClass training_class = query.training_class.training_class();
    training_class.plan = query.plan.number.is_null() ? "" : query.plan.number.value;
    return training_class;
  });
}

std::vector<training::Attendee> fetch_attendees(Database& database, const academy::Scope& scope,
                                                std::string_view class_number) {
  return guarded([&] {
    std::vector<training::Attendee> attendees;
    ScopeValues in(scope);
    training::Attendee attendee;
    attendee.class_number = class_number;
    Nullable<long long> seconds;
    long long confirmed = 0;
    soci::statement rows =
        (database.session().sql.prepare
             << std::string(
                    "select p.employee, a.seconds, a.confirmed from class c join org o on o.id = "
                    "c.org_id"
                    " join attendee a on a.class_id = c.id join person p on p.id = a.person_id"
                    " where c.number = :number and") +
                    kInScope + "order by p.employee",
         soci::into(attendee.employee), into(seconds), soci::into(confirmed),
         soci::use(attendee.class_number, "number"), soci::use(in.lo, "lo"),
         soci::use(in.hi, "hi"));
    rows.execute();
    while (rows.fetch()) {
      attendee.hours.reset();
      if (!seconds.is_null()) attendee.hours = base::Hours::of_seconds(seconds.value);
      attendee.confirmed = confirmed != 0;
      attendees.push_back(attendee);
    }
    return attendees;
  });
}

}  // namespace xueshi::store
