#include "store/records.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "database/big_query.h"
#include "database/session.h"
#include "store/person_row.h"
#include "store/scope_filter.h"

namespace xueshi::store {

namespace {

using hours::SourceSum;

// The sums of one unit range and year, by person. The database adds up along the covering index,
// by ids: grouping by numbers and names would sort everything once more.
class SumTable {
 public:
  SumTable(database::Database& database, const academy::Scope& scope, base::Year year) {
    read_sources(database.session().sql);
    long long source = 0;
    Sum sum;
    std::string query = fmt::format(
        "select r.person_id, r.source_id, sum(r.seconds), max(r.seconds) from record r"
        " where r.year = {} and r.status = 'approved' and r.person_id in (select p.id from org o"
        " join person p on p.org_id = o.id where o.lo >= {} and o.lo < {})"
        " group by r.person_id, r.source_id order by r.person_id, r.source_id",
        year.value(), scope.range().lo, scope.range().hi);
    database::BigQuery rows(database.session(), "sums", query);
    rows.bind(sum.person, source, sum.seconds, sum.longest);
    while (rows.fetch()) {
      sum.source = &sources_.at(source);
      sums_.push_back(sum);
    }
  }

  void find(long long person, std::vector<SourceSum>& sums) const {
    sums.clear();
    auto at =
        std::lower_bound(sums_.begin(), sums_.end(), person,
                         [](const Sum& sum, long long wanted) { return sum.person < wanted; });
    for (; at != sums_.end() && at->person == person; ++at) {
      sums.push_back({*at->source, base::Hours::of_seconds(at->seconds),
                      base::Hours::of_seconds(at->longest)});
    }
  }

 private:
  struct Sum {
    long long person = 0, seconds = 0, longest = 0;
    const std::string* source = nullptr;
  };

  void read_sources(database::Sql& sql) {
    long long id = 0;
    std::string name;
    database::Statement rows =
        (sql.prepare << "select id, name from source", database::into(id), database::into(name));
    rows.execute();
    while (rows.fetch()) sources_[id] = name;
  }

  std::map<long long, std::string> sources_;
  std::vector<Sum> sums_;
};

// Days without a time are the moment 00:00.
constexpr const char* kMomentOf =
    "case when length(r.start_at) = 10 then r.start_at || ' 00:00' else r.start_at end";

}  // namespace

std::vector<hours::LearningRecord> fetch_records(database::Database& database,
                                                 const academy::Scope& scope,
                                                 std::string_view employee, base::Year year) {
  return database::guarded([&] {
    std::vector<hours::LearningRecord> records;
    ScopeValues in(scope);
    hours::LearningRecord record;
    record.employee = employee;
    record.year = year;
    std::string start;
    database::Nullable<std::string> end;
    long long wanted = year.value(), seconds = 0;
    database::Statement rows =
        (database.session().sql.prepare
             << std::string(
                    "select r.number, s.name, r.title, r.organiser, r.start_at, r.end_at, "
                    "r.seconds, r.status,"
                    " r.category from person p join org o on o.id = p.org_id"
                    " join record r on r.person_id = p.id join source s on s.id = r.source_id"
                    " where p.employee = :employee and r.year = :year and") +
                    kPersonInScope + "order by " + kMomentOf + ", r.number, s.name",
         database::into(record.number), database::into(record.source), database::into(record.title),
         database::into(record.organiser), database::into(start), database::into(end),
         database::into(seconds), database::into(record.status), database::into(record.category),
         database::use(record.employee, "employee"), database::use(wanted, "year"),
         database::use(in.lo, "lo"), database::use(in.hi, "hi"), database::use(in.self, "self"));
    rows.execute();
    while (rows.fetch()) {
      record.start = base::parse_local_time(start).value_or(base::LocalTime{});
      record.end = database::to_time(end);
      record.length = base::Hours::of_seconds(seconds);
      records.push_back(record);
    }
    return records;
  });
}

std::vector<hours::Exam> fetch_exams(database::Database& database, const academy::Scope& scope,
                                     std::string_view employee, base::Year year) {
  return database::guarded([&] {
    std::vector<hours::Exam> exams;
    ScopeValues in(scope);
    hours::Exam exam;
    exam.employee = employee;
    exam.year = year;
    long long wanted = year.value(), passed = 0;
    database::Statement rows =
        (database.session().sql.prepare
             << std::string(
                    "select e.number, e.title, e.passed from person p join org o on o.id = p.org_id"
                    " join exam e on e.person_id = p.id"
                    " where p.employee = :employee and e.year = :year and") +
                    kPersonInScope + "order by e.number",
         database::into(exam.number), database::into(exam.title), database::into(passed),
         database::use(exam.employee, "employee"), database::use(wanted, "year"),
         database::use(in.lo, "lo"), database::use(in.hi, "hi"), database::use(in.self, "self"));
    rows.execute();
    while (rows.fetch()) {
      exam.passed = passed != 0;
      exams.push_back(exam);
    }
    return exams;
  });
}

void for_each_person_of_year(database::Database& database, const academy::Scope& scope,
                             base::Year year, const OnPersonSums& on_person) {
  database::guarded([&] {
    SumTable table(database, scope, year);
    database::Values values;
    std::string last_day = values.add(fmt::format("{}-12-31", year.value()));
    std::string first_day = values.add(fmt::format("{}-01-01", year.value()));
    std::string query = fmt::format(
        "select {0}, p.id from org o join person p on p.org_id = o.id where o.lo >= {1} and o.lo < "
        "{2}"
        " and (((p.hired is null or p.hired <= {3}) and (p.left_on is null or p.left_on >= {4}))"
        " or (p.earlier_hired <= {3} and p.earlier_left >= {4})) order by p.employee",
        kPersonColumns, scope.range().lo, scope.range().hi, last_day, first_day);
    PersonRow row;
    long long id = 0;
    database::BigQuery people(database.session(), "people", query, std::move(values));
    row.bind(people.statement());
    people.bind(id);
    std::vector<SourceSum> sums;
    while (people.fetch()) {
      table.find(id, sums);
      on_person(row.person(), sums);
    }
  });
}

}  // namespace xueshi::store
