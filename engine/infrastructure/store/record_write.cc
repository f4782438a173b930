// Learning records one by one, as people enter and review them.
#include <fmt/format.h>

#include "store/kinds.h"
#include "store/records.h"
#include "store/references.h"
#include "store/row_values.h"
#include "store/row_write.h"
#include "store/scope_filter.h"

namespace xueshi::store {

namespace {

using hours::LearningRecord;

struct RecordRow {
  LearningRecord record;
  std::string start;
  Nullable<std::string> end;
  long long year = 0, seconds = 0;

  void bind(soci::statement& rows) {
    rows.exchange(soci::into(record.employee));
    rows.exchange(soci::into(record.number));
    rows.exchange(soci::into(year));
    rows.exchange(soci::into(record.source));
    rows.exchange(soci::into(record.title));
    rows.exchange(soci::into(record.organiser));
    rows.exchange(soci::into(start));
    rows.exchange(store::into(end));
    rows.exchange(soci::into(seconds));
    rows.exchange(soci::into(record.status));
    rows.exchange(soci::into(record.category));
  }
  const LearningRecord& value() {
    record.year = base::Year(static_cast<int>(year));
    record.start = base::parse_local_time(start).value_or(base::LocalTime{});
    record.end = to_time(end);
    record.length = base::Hours::of_seconds(seconds);
    return record;
  }
};

// Records that people entered, under a further condition.
std::string query_of(const std::string& condition) {
  return fmt::format(
      "select p.employee, r.number, r.year, s.name, r.title, r.organiser, r.start_at, r.end_at,"
      " r.seconds, r.status, r.category from record r join person p on p.id = r.person_id"
      " join org o on o.id = p.org_id join source s on s.id = r.source_id where r.posted = 0 and {}"
      " and{}order by p.employee, r.number",
      condition, kPersonInScope);
}

template <typename Bind>
std::vector<LearningRecord> fetch(Database& database, const academy::Scope& scope,
                                  const std::string& condition, Bind bind) {
  std::vector<LearningRecord> records;
  ScopeValues in(scope);
  RecordRow row;
  soci::statement rows(database.session().sql);
  rows.alloc();
  rows.prepare(query_of(condition));
  row.bind(rows);
  bind(rows);
  rows.exchange(soci::use(in.lo, "lo"));
  rows.exchange(soci::use(in.hi, "hi"));
  rows.exchange(soci::use(in.self, "self"));
  rows.define_and_bind();
  rows.execute();
  while (rows.fetch()) records.push_back(row.value());
  return records;
}

long long person_id(soci::session& sql, const std::string& employee) {
  long long id = 0;
  sql << "select id from person where employee = :employee", soci::use(employee, "employee"),
      soci::into(id);
  return id;
}

Columns key_of(soci::session& sql, const std::string& employee, std::string_view number) {
  Columns key;
  key.put("person_id", person_id(sql, employee)).put("posted", 0).put("number", number);
  return key;
}

}  // namespace

std::vector<LearningRecord> find_records(Database& database, const academy::Scope& scope,
                                         std::string_view id) {
  return guarded([&] {
    std::string number(id);
    auto bind_number = [&](soci::statement& rows) { rows.exchange(soci::use(number, "number")); };
    // Those that wait have an index; the others are looked for only where none does.
    auto found =
        fetch(database, scope, "r.number = :number and r.status <> 'approved'", bind_number);
    if (found.empty()) found = fetch(database, scope, "r.number = :number", bind_number);
    std::size_t slash = id.find('/');
    if (!found.empty() || slash == std::string_view::npos) return found;
    std::string employee(id.substr(0, slash));
    number = id.substr(slash + 1);
    return fetch(database, scope, "p.employee = :employee and r.number = :number",
                 [&](soci::statement& rows) {
                   rows.exchange(soci::use(employee, "employee"));
                   bind_number(rows);
                 });
  });
}

std::optional<LearningRecord> lock_record(Transaction& transaction, const academy::Scope& scope,
                                          std::string_view employee, std::string_view number) {
  return guarded([&]() -> std::optional<LearningRecord> {
    Database& database = transaction.database();
    std::string of(employee), key(number);
    lock_rows(database.session(), "record", key_of(database.session().sql, of, key));
    auto found = fetch(database, scope, "p.employee = :employee and r.number = :number",
                       [&](soci::statement& rows) {
                         rows.exchange(soci::use(of, "employee"));
                         rows.exchange(soci::use(key, "number"));
                       });
    if (found.empty()) return std::nullopt;
    return found.front();
  });
}

std::vector<LearningRecord> fetch_records_at(Database& database, const academy::Scope& scope,
                                             const std::vector<std::string>& places) {
  return guarded([&] {
    std::string names;
    for (std::size_t i = 0; i < places.size(); ++i)
      names += fmt::format("{}:place{}", names.empty() ? "" : ", ", i);
    // Said twice so that the index of those that wait is used.
    return fetch(database, scope, fmt::format("r.status <> 'approved' and r.status in ({})", names),
                 [&](soci::statement& rows) {
                   for (std::size_t i = 0; i < places.size(); ++i)
                     rows.exchange(soci::use(places[i], fmt::format("place{}", i)));
                 });
  });
}

void save_record(Transaction& transaction, const LearningRecord& record) {
  guarded([&] {
    soci::session& sql = transaction.database().session().sql;
    RowValues values;
    put_record(values, record, person_id(sql, record.employee), source_id(sql, record.source));
    const TargetSpec& spec = KindOf<LearningRecord>::spec();
    Columns columns = named(spec, values, {"person_id", "posted", "number"});
    if (update_rows(sql, "record", columns, key_of(sql, record.employee, record.number)) > 0)
      return;
    insert_row(sql, "record", named(spec, values));
  });
}

std::string free_record_number(Transaction& transaction, std::string_view employee) {
  return guarded([&] {
    soci::session& sql = transaction.database().session().sql;
    std::string of(employee), number;
    long long next = 0, taken = 0;
    sql << "select count(*) from record r join person p on p.id = r.person_id"
           " where p.employee = :employee and r.posted = 0",
        soci::use(of, "employee"), soci::into(next);
    do {
      number = fmt::format("{}-{:03}", employee, ++next);
      sql << "select count(*) from record r join person p on p.id = r.person_id"
             " where p.employee = :employee and r.posted = 0 and r.number = :number",
          soci::use(of, "employee"), soci::use(number, "number"), soci::into(taken);
    } while (taken > 0);
    return number;
  });
}

}  // namespace xueshi::store
