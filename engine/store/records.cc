#include "store/records.h"

#include <fmt/format.h>

#include "store/person_row.h"
#include "store/scope_filter.h"
#include "store/session.h"

namespace xueshi::store {

namespace {

using hours::SourceSum;

// The sums of one unit range and year, in byte order of employee number; read along with the
// people.
class SumStream {
 public:
  SumStream(soci::session& sql, const academy::Scope& scope, base::Year year)
      : in_(scope), year_(year.value()), rows_(sql) {
    rows_.alloc();
    rows_.prepare(
        std::string("select p.employee, s.name, sum(r.seconds), max(r.seconds) from org o") +
        " join person p on p.org_id = o.id" +
        " join record r on r.person_id = p.id and r.year = :year and r.status = :approved" +
        " join source s on s.id = r.source_id where" + kInScope + "group by p.employee, s.name" +
        " order by p.employee, s.name");
    rows_.exchange(soci::into(employee_));
    rows_.exchange(soci::into(source_));
    rows_.exchange(soci::into(sum_));
    rows_.exchange(soci::into(longest_));
    rows_.exchange(soci::use(year_, "year"));
    rows_.exchange(soci::use(approved_, "approved"));
    rows_.exchange(soci::use(in_.lo, "lo"));
    rows_.exchange(soci::use(in_.hi, "hi"));
    rows_.define_and_bind();
    rows_.execute();
    has_row_ = rows_.fetch();
  }

  // Moves the sums of one person into `sums`. Requires: asked in byte order of employee number.
  void take(const std::string& employee, std::vector<SourceSum>& sums) {
    sums.clear();
    while (has_row_ && employee_ < employee)
      has_row_ = rows_.fetch();  // not one of the year's people
    while (has_row_ && employee_ == employee) {
      sums.push_back({source_, base::Hours::of_seconds(sum_), base::Hours::of_seconds(longest_)});
      has_row_ = rows_.fetch();
    }
  }

 private:
  ScopeValues in_;
  long long year_;
  std::string approved_{hours::place::kApproved};
  soci::statement rows_;
  std::string employee_, source_;
  long long sum_ = 0, longest_ = 0;
  bool has_row_ = false;
};

}  // namespace

std::vector<hours::LearningRecord> fetch_records(Database& database, const academy::Scope& scope,
                                                 std::string_view employee, base::Year year) {
  return guarded([&] {
    std::vector<hours::LearningRecord> records;
    ScopeValues in(scope);
    hours::LearningRecord record;
    record.employee = employee;
    record.year = year;
    std::string start;
    Nullable<std::string> end;
    long long wanted = year.value(), seconds = 0;
    soci::statement rows =
        (database.session().sql.prepare
             << std::string(
                    "select r.number, s.name, r.title, r.organiser, r.start_at, r.end_at, "
                    "r.seconds, r.status,"
                    " r.category from person p join org o on o.id = p.org_id"
                    " join record r on r.person_id = p.id join source s on s.id = r.source_id"
                    " where p.employee = :employee and r.year = :year and") +
                    kPersonInScope + "order by r.start_at, r.number, s.name",
         soci::into(record.number), soci::into(record.source), soci::into(record.title),
         soci::into(record.organiser), soci::into(start), into(end), soci::into(seconds),
         soci::into(record.status), soci::into(record.category),
         soci::use(record.employee, "employee"), soci::use(wanted, "year"), soci::use(in.lo, "lo"),
         soci::use(in.hi, "hi"), soci::use(in.self, "self"));
    rows.execute();
    while (rows.fetch()) {
      record.start = base::parse_local_time(start).value_or(base::LocalTime{});
      record.end = to_time(end);
      record.length = base::Hours::of_seconds(seconds);
      records.push_back(record);
    }
    return records;
  });
}

std::vector<hours::Exam> fetch_exams(Database& database, const academy::Scope& scope,
                                     std::string_view employee, base::Year year) {
  return guarded([&] {
    std::vector<hours::Exam> exams;
    ScopeValues in(scope);
    hours::Exam exam;
    exam.employee = employee;
    exam.year = year;
    long long wanted = year.value(), passed = 0;
    soci::statement rows =
        (database.session().sql.prepare
             << std::string(
                    "select e.number, e.title, e.passed from person p join org o on o.id = p.org_id"
                    " join exam e on e.person_id = p.id"
                    " where p.employee = :employee and e.year = :year and") +
                    kPersonInScope + "order by e.number",
         soci::into(exam.number), soci::into(exam.title), soci::into(passed),
         soci::use(exam.employee, "employee"), soci::use(wanted, "year"), soci::use(in.lo, "lo"),
         soci::use(in.hi, "hi"), soci::use(in.self, "self"));
    rows.execute();
    while (rows.fetch()) {
      exam.passed = passed != 0;
      exams.push_back(exam);
    }
    return exams;
  });
}

void for_each_person_of_year(Database& database, const academy::Scope& scope, base::Year year,
                             const OnPersonSums& on_person) {
  guarded([&] {
    soci::session& sql = database.session().sql;
    SumStream stream(sql, scope, year);
    ScopeValues in(scope);
    std::string first_day = fmt::format("{}-01-01", year.value());
    std::string last_day = fmt::format("{}-12-31", year.value());
    PersonRow row;
    soci::statement people(sql);
    people.alloc();
    people.prepare(
        std::string("select ") + kPersonColumns +
        " from org o join person p on p.org_id = o.id where" + kInScope +
        "and (p.hired is null or p.hired <= :last) and (p.left_on is null or p.left_on >= :first)" +
        " order by p.employee");
    row.bind(people);
    people.exchange(soci::use(in.lo, "lo"));
    people.exchange(soci::use(in.hi, "hi"));
    people.exchange(soci::use(last_day, "last"));
    people.exchange(soci::use(first_day, "first"));
    people.define_and_bind();
    people.execute();
    std::vector<SourceSum> sums;
    while (people.fetch()) {
      stream.take(row.employee, sums);
      on_person(row.person(), sums);
    }
  });
}

}  // namespace xueshi::store
