#include "store/records.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/paging.h"
#include "database/big_query.h"
#include "database/session.h"
#include "store/absences.h"
#include "store/listing.h"
#include "store/person_row.h"
#include "store/scope_filter.h"

namespace xueshi::store {

namespace {

using hours::SourceSum;

// The sums of one unit range and year, by person. The database adds up along the covering index,
// by ids: grouping by numbers and names would sort everything once more.
class SumTable {
 public:
  // `people`: the ids of those wanted, as a query or a list. `before`: only records that begin
  // before that day; empty: all.
  SumTable(database::Database& database, const std::string& people, base::Year year,
           const std::string& before) {
    read_sources(database.session().sql);
    long long source = 0;
    Sum sum;
    database::Values values;
    std::string begun = before.empty() ? "" : " and r.start_at < " + values.add(before);
    std::string query = fmt::format(
        "select r.person_id, r.source_id, sum(r.seconds), max(r.seconds) from record r"
        " where r.year = {} and r.status = 'approved'{} and r.person_id in ({})"
        " group by r.person_id, r.source_id order by r.person_id, r.source_id",
        year.value(), begun, people);
    database::BigQuery rows(database.session(), "sums", query, std::move(values));
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

long long last_of(const hours::Reach& reach) {
  constexpr int kLaterThanAll = 9999;
  return reach.last.value_or(base::Year(kLaterThanAll)).value();
}

// Days without a time are the moment 00:00.
constexpr const char* kMomentOf =
    "case when length(r.start_at) = 10 then r.start_at || ' 00:00' else r.start_at end";

}  // namespace

std::vector<hours::LearningRecord> fetch_records(database::Database& database,
                                                 const academy::Scope& scope,
                                                 std::string_view employee, base::Year year) {
  return fetch_records(database, scope, employee, hours::Reach(year));
}

std::vector<hours::LearningRecord> fetch_records(database::Database& database,
                                                 const academy::Scope& scope,
                                                 std::string_view employee,
                                                 const hours::Reach& reach) {
  return database::guarded([&] {
    std::vector<hours::LearningRecord> records;
    ScopeValues in(scope);
    hours::LearningRecord record;
    record.employee = employee;
    std::string start;
    database::Nullable<std::string> end;
    long long first = reach.first.value_or(base::Year(0)).value(), last = last_of(reach);
    long long year = 0, seconds = 0, author = 0;
    database::Statement rows =
        (database.session().sql.prepare
             << std::string(
                    "select r.number, s.name, r.year, r.title, r.organiser, r.start_at, r.end_at, "
                    "r.seconds, r.status,"
                    " r.category, r.work, r.author from person p join org o on o.id = p.org_id"
                    " join record r on r.person_id = p.id join source s on s.id = r.source_id"
                    " where p.employee = :employee and r.year between :first and :last and") +
                    kPersonInScope + "order by " + kMomentOf + ", r.number, s.name",
         database::into(record.number), database::into(record.source), database::into(year),
         database::into(record.title), database::into(record.organiser), database::into(start),
         database::into(end), database::into(seconds), database::into(record.status),
         database::into(record.category), database::into(record.work), database::into(author),
         database::use(record.employee, "employee"), database::use(first, "first"),
         database::use(last, "last"), database::use(in.lo, "lo"), database::use(in.hi, "hi"),
         database::use(in.self, "self"));
    rows.execute();
    while (rows.fetch()) {
      record.year = base::Year(static_cast<int>(year));
      record.start = base::parse_local_time(start).value_or(base::LocalTime{});
      record.end = database::to_time(end);
      record.length = base::Hours::of_seconds(seconds);
      record.author = author;
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

namespace {

constexpr const char* kPeople = " from org o join person p on p.org_id = o.id where ";

bool is_of_year(const academy::Person& person, const hours::Reach& reach) {
  return academy::is_employed_within(person.employment, reach.first_day, reach.last_day);
}

// Employed in that year by the last spell.
std::string last_spell_in(const hours::Reach& reach, database::Values& values) {
  std::string last = values.add(base::render(reach.last_day));
  std::string first = values.add(base::render(reach.first_day));
  return fmt::format(
      "((p.hired is null or p.hired <= {}) and (p.left_on is null or p.left_on >= {}))", last,
      first);
}

std::string joined(const std::vector<long long>& ids) {
  std::string text;
  for (long long id : ids) text += fmt::format("{}{}", text.empty() ? "" : ", ", id);
  return text;
}

// Who came back more than once is few: whether they were there that year, their spells say.
std::vector<long long> ids_by_earlier_spells(database::Database& database,
                                             const academy::Scope& scope,
                                             const hours::Reach& reach) {
  std::vector<long long> ids;
  std::string query = fmt::format("select {}, p.id{}{} and p.earlier_spells is not null",
                                  kPersonColumns, kPeople, in_scope(scope));
  PersonRow row;
  long long id = 0;
  database::BigQuery rows(database.session(), "came_back", query);
  row.bind(rows.statement());
  rows.bind(id);
  while (rows.fetch())
    if (is_of_year(row.person(), reach)) ids.push_back(id);
  return ids;
}

std::vector<hours::LearningRecord> begun_before(std::vector<hours::LearningRecord> records,
                                                std::optional<base::Date> day) {
  if (day) {
    std::erase_if(records,
                  [&](const hours::LearningRecord& record) { return record.start.date >= *day; });
  }
  return records;
}

// Those of a year, one page after another.
class PeopleOfYear {
 public:
  PeopleOfYear(database::Database& database, const academy::Scope& scope, const hours::Reach& reach,
               const PeopleOfYearPage& page)
      : database_(database),
        scope_(scope),
        reach_(reach),
        page_(page),
        came_back_(joined(ids_by_earlier_spells(database, scope, reach))) {}

  std::int64_t count() const {
    database::Values values;
    std::string text = std::string("select count(*)") + kPeople + condition(values);
    return ask(text, std::move(values));
  }

  // How many stand up to and with somebody; 0 for who is not in the scope.
  std::int64_t count_up_to() const {
    database::Values values;
    std::string text =
        "select count(*) from person q join org u on u.id = q.org_id, org o join person p on"
        " p.org_id = o.id where " +
        condition(values) + " and " + in_scope(scope_, "u");
    text += " and q.employee = " + values.add(page_.after);
    text +=
        " and " + stands_up_to(people_key(page_.order, "p", "o"), people_key(page_.order, "q", "u"),
                               page_.is_down, "p.employee", "q.employee");
    return ask(text, std::move(values));
  }

  void fetch(std::int64_t begin, std::vector<academy::Person>& people,
             std::vector<long long>& ids) const {
    database::Values values;
    std::string text = fmt::format("select {}, p.id{}", kPersonColumns, kPeople);
    text += condition(values);
    text += fmt::format(" order by {}{}, p.employee limit {} offset {}",
                        people_key(page_.order, "p", "o"), page_.is_down ? " desc" : "", page_.size,
                        begin);
    PersonRow row;
    long long id = 0;
    database::BigQuery rows(database_.session(), "people_page", text, std::move(values));
    row.bind(rows.statement());
    rows.bind(id);
    while (rows.fetch()) {
      people.push_back(row.person());
      ids.push_back(id);
    }
  }

 private:
  std::int64_t ask(const std::string& text, database::Values values) const {
    return database::ask_number(database_.session().sql, text, std::move(values));
  }
  std::string condition(database::Values& values) const {
    std::string text = in_scope(scope_) + " and (" + last_spell_in(reach_, values);
    if (!came_back_.empty()) text += fmt::format(" or p.id in ({})", came_back_);
    text += ")";
    if (!page_.name.empty()) text += " and " + has_part("p.name", page_.name, values);
    return text;
  }

  database::Database& database_;
  const academy::Scope& scope_;
  const hours::Reach& reach_;
  const PeopleOfYearPage& page_;
  std::string came_back_;
};

}  // namespace

void for_each_person_of_year(database::Database& database, const academy::Scope& scope,
                             const hours::Reach& reach, const OnPersonOfYear& on_person,
                             std::optional<base::Date> before) {
  database::guarded([&] {
    std::optional<SumTable> sums;
    std::optional<RecordsOfYear> records;
    if (reach.by_record) {
      records.emplace(database, scope, reach);
    } else {
      sums.emplace(database, std::string("select p.id") + kPeople + in_scope(scope), reach.year,
                   before ? base::render(*before) : "");
    }
    std::optional<AbsencesOfPeople> absences;
    if (reach.with_absences) absences.emplace(database, scope);
    database::Values values;
    std::string query =
        fmt::format("select {}, p.id{}{} and (", kPersonColumns, kPeople, in_scope(scope));
    query += last_spell_in(reach, values) + " or p.earlier_spells is not null) order by p.employee";
    PersonRow row;
    long long id = 0;
    database::BigQuery people(database.session(), "people", query, std::move(values));
    row.bind(people.statement());
    people.bind(id);
    hours::OnRecord on_record;
    on_record.by_record = reach.by_record;
    while (people.fetch()) {
      academy::Person person = row.person();
      if (!is_of_year(person, reach)) continue;
      if (sums) {
        sums->find(id, on_record.sums);
      } else {
        on_record.records = begun_before(records->take(person.employee), before);
      }
      if (absences) on_record.absences = absences->take(person.employee);
      on_person(person, on_record);
    }
  });
}

PeopleOfYearRows leaf_people_of_year(database::Database& database, const academy::Scope& scope,
                                     const hours::Reach& reach, const PeopleOfYearPage& page,
                                     const OnPersonOfYear& on_person,
                                     std::optional<base::Date> before) {
  return database::guarded([&] {
    PeopleOfYear all(database, scope, reach, page);
    PeopleOfYearRows found;
    found.total = all.count();
    found.begin = base::begin_within(page.after.empty() ? page.begin : all.count_up_to(),
                                     found.total, page.size);
    std::vector<academy::Person> people;
    std::vector<long long> ids;
    if (found.total > 0) all.fetch(found.begin, people, ids);
    if (people.empty()) return found;
    std::optional<SumTable> sums;
    if (!reach.by_record)
      sums.emplace(database, joined(ids), reach.year, before ? base::render(*before) : "");
    hours::OnRecord on_record;
    on_record.by_record = reach.by_record;
    for (std::size_t i = 0; i < people.size(); ++i) {
      if (sums) {
        sums->find(ids[i], on_record.sums);
      } else {
        on_record.records =
            begun_before(fetch_records(database, scope, people[i].employee, reach), before);
      }
      if (reach.with_absences)
        on_record.absences = fetch_absences(database, scope, people[i].employee);
      on_person(people[i], on_record);
    }
    return found;
  });
}

}  // namespace xueshi::store
