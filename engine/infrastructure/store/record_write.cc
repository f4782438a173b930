// Learning records one by one, as people enter and review them.
#include <fmt/format.h>

#include <set>

#include "database/row_write.h"
#include "store/in_chunks.h"
#include "store/kinds.h"
#include "store/person_row.h"
#include "store/record_row.h"
#include "store/records.h"
#include "store/references.h"
#include "store/row_values.h"
#include "store/scope_filter.h"

namespace xueshi::store {

namespace {

using hours::LearningRecord;

// Records that people entered, under a further condition.
std::string query_of(const std::string& condition) {
  return fmt::format(
      "select {} from record r join person p on p.id = r.person_id join org o on o.id = p.org_id"
      " join source s on s.id = r.source_id where r.posted = 0 and {} and{}"
      "order by p.employee, r.number",
      kRecordColumns, condition, kPersonInScope);
}

template <typename Bind>
std::vector<LearningRecord> fetch(database::Database& database, const academy::Scope& scope,
                                  const std::string& condition, Bind bind) {
  std::vector<LearningRecord> records;
  ScopeValues in(scope);
  RecordRow row;
  database::Statement rows(database.session().sql);
  rows.alloc();
  rows.prepare(query_of(condition));
  row.bind(rows);
  bind(rows);
  rows.exchange(database::use(in.lo, "lo"));
  rows.exchange(database::use(in.hi, "hi"));
  rows.exchange(database::use(in.self, "self"));
  rows.define_and_bind();
  rows.execute();
  while (rows.fetch()) records.push_back(row.value());
  return records;
}

database::Columns key_of(database::Sql& sql, const std::string& employee, std::string_view number) {
  database::Columns key;
  key.put("person_id", person_id(sql, employee)).put("posted", 0).put("number", number);
  return key;
}

}  // namespace

std::vector<LearningRecord> find_records(database::Database& database, const academy::Scope& scope,
                                         std::string_view id) {
  return database::guarded([&] {
    std::string number(id);
    auto bind_number = [&](database::Statement& rows) {
      rows.exchange(database::use(number, "number"));
    };
    // Those that wait have an index; the others are looked for only where none does.
    auto found =
        fetch(database, scope, "r.number = :number and r.status <> 'approved'", bind_number);
    if (found.empty()) found = fetch(database, scope, "r.number = :number", bind_number);
    std::size_t slash = id.find('/');
    if (!found.empty() || slash == std::string_view::npos) return found;
    std::string employee(id.substr(0, slash));
    number = id.substr(slash + 1);
    return fetch(database, scope, "p.employee = :employee and r.number = :number",
                 [&](database::Statement& rows) {
                   rows.exchange(database::use(employee, "employee"));
                   bind_number(rows);
                 });
  });
}

std::optional<LearningRecord> lock_record(database::Transaction& transaction,
                                          const academy::Scope& scope, std::string_view employee,
                                          std::string_view number) {
  return database::guarded([&]() -> std::optional<LearningRecord> {
    database::Database& database = transaction.database();
    std::string of(employee), key(number);
    lock_rows(database.session(), "record", key_of(database.session().sql, of, key));
    auto found = fetch(database, scope, "p.employee = :employee and r.number = :number",
                       [&](database::Statement& rows) {
                         rows.exchange(database::use(of, "employee"));
                         rows.exchange(database::use(key, "number"));
                       });
    if (found.empty()) return std::nullopt;
    return found.front();
  });
}

std::map<std::string, LearningRecord> fetch_records(database::Database& database,
                                                    const academy::Scope& scope,
                                                    const std::vector<std::string>& keys) {
  return database::guarded([&] {
    std::map<std::string, LearningRecord> found;
    std::set<std::string> wanted(keys.begin(), keys.end());
    in_chunks(keys, [&](const std::vector<std::string>& some) {
      std::vector<std::string> employees, numbers;
      for (const std::string& key : some) {
        std::size_t slash = key.find('/');
        employees.push_back(key.substr(0, slash));
        numbers.push_back(key.substr(slash + 1));
      }
      // Along the key of the table; what belongs to another pair is left out.
      database::Values values;
      std::string who = values.add_all(employees), which = values.add_all(numbers);
      std::string text = fmt::format("p.employee in ({}) and r.number in ({})", who, which);
      for (const LearningRecord& record :
           fetch(database, scope, text, [&](database::Statement& rows) { values.bind(rows); })) {
        std::string key = record.employee + "/" + record.number;
        if (wanted.count(key) > 0) found[key] = record;
      }
    });
    return found;
  });
}

void save_record(database::Transaction& transaction, const LearningRecord& record) {
  database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    RowValues values;
    put_record(values, record, person_id(sql, record.employee), source_id(sql, record.source));
    const TargetSpec& spec = KindOf<LearningRecord>::spec();
    database::Columns columns = named(spec, values, {"person_id", "posted", "number"});
    if (database::update_rows(sql, "record", columns, key_of(sql, record.employee, record.number)) >
        0)
      return;
    insert_row(sql, "record", named(spec, values));
  });
}

void delete_record(database::Transaction& transaction, const std::string& employee,
                   std::string_view number) {
  database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    delete_rows(sql, "record", key_of(sql, employee, number));
  });
}

std::string free_record_number(database::Transaction& transaction, std::string_view employee) {
  return database::guarded([&] {
    database::Sql& sql = transaction.database().session().sql;
    std::string of(employee), number, item;
    long long next = 0, taken = 0, remembered = 0;
    sql << "select count(*) from record r join person p on p.id = r.person_id"
           " where p.employee = :employee and r.posted = 0",
        database::use(of, "employee"), database::into(next);
    do {
      number = fmt::format("{}-{:03}", employee, ++next);
      sql << "select count(*) from record r join person p on p.id = r.person_id"
             " where p.employee = :employee and r.posted = 0 and r.number = :number",
          database::use(of, "employee"), database::use(number, "number"), database::into(taken);
      // The trail of one that was deleted must not become another's.
      item = of + "/" + number;
      sql << "select count(*) from audit where subject = 'learning' and item = :item",
          database::use(item, "item"), database::into(remembered);
    } while (taken > 0 || remembered > 0);
    return number;
  });
}

}  // namespace xueshi::store
