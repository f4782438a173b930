// Learning records, exams, and their sums for the mass.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "academy/person.h"
#include "academy/scope.h"
#include "base/date.h"
#include "database/database.h"
#include "hours/record.h"
#include "hours/statement.h"
#include "store/people_order.h"

namespace xueshi::store {

// One person's records of a year, approved or not, by start, then number (byte order). Empty out of
// scope.
std::vector<hours::LearningRecord> fetch_records(database::Database& database,
                                                 const academy::Scope& scope,
                                                 std::string_view employee, base::Year year);
// Those of all years that a policy reaches.
std::vector<hours::LearningRecord> fetch_records(database::Database& database,
                                                 const academy::Scope& scope,
                                                 std::string_view employee,
                                                 const hours::Reach& reach);
std::vector<hours::Exam> fetch_exams(database::Database& database, const academy::Scope& scope,
                                     std::string_view employee, base::Year year);

// A record by its id, as people name it: the 来源编号, or EMPLOYEE/来源编号 where several people
// have the same. What rosters posted is not found. Several: none of them could be meant alone.
std::vector<hours::LearningRecord> find_records(database::Database& database,
                                                const academy::Scope& scope, std::string_view id);
// The one record of that key, locked until the end of the transaction; absent where it is not
// there.
std::optional<hours::LearningRecord> lock_record(database::Transaction& transaction,
                                                 const academy::Scope& scope,
                                                 std::string_view employee,
                                                 std::string_view number);
// Those that people entered of these keys, EMPLOYEE/来源编号, in the scope; by key.
std::map<std::string, hours::LearningRecord> fetch_records(database::Database& database,
                                                           const academy::Scope& scope,
                                                           const std::vector<std::string>& keys);
// Adds a record that a person entered, or changes it.
void save_record(database::Transaction& transaction, const hours::LearningRecord& record);
// Requires: it is there, and no roster posted it.
void delete_record(database::Transaction& transaction, const std::string& employee,
                   std::string_view number);
// A number for a new record that nobody has: "<employee>-001".
std::string free_record_number(database::Transaction& transaction, std::string_view employee);

// Every person of the year (domain.md §2) in the scope, in byte order of employee number, with what
// they have on record as far as it reaches; `before`: of records that begin before that day. Sums
// of approved records by source are the database's, along the covering index of records.
using OnPersonOfYear =
    std::function<void(const academy::Person& person, const hours::OnRecord& on_record)>;
void for_each_person_of_year(database::Database& database, const academy::Scope& scope,
                             const hours::Reach& reach, const OnPersonOfYear& on_person,
                             std::optional<base::Date> before = std::nullopt);

// A page of them, sorted by what stands on record, with what those people alone have.
struct PeopleOfYearPage {
  std::string name;                            // part of it; empty: everybody
  PeopleOrder order = PeopleOrder::kEmployee;  // then by employee number
  bool is_down = false;
  std::string after;       // employee number of the last row before; empty: see `begin`
  std::int64_t begin = 0;  // of the first row; beyond the end is the last page
  std::int64_t size = 20;
};
struct PeopleOfYearRows {
  std::int64_t total = 0;
  std::int64_t begin = 0;
};
// Requires: a transaction is open on the database.
PeopleOfYearRows leaf_people_of_year(database::Database& database, const academy::Scope& scope,
                                     const hours::Reach& reach, const PeopleOfYearPage& page,
                                     const OnPersonOfYear& on_person,
                                     std::optional<base::Date> before = std::nullopt);

// All records of a year, or of those that a policy reaches, person by person, for who walks the
// people of the year alongside. Streams.
class RecordsOfYear {
 public:
  // `query` names it among those of the connection: for_each_person_of_year() has "records".
  RecordsOfYear(database::Database& database, const academy::Scope& scope,
                const hours::Reach& reach, const char* query = "records");
  ~RecordsOfYear();
  RecordsOfYear(const RecordsOfYear&) = delete;

  // Those of one person, in no order. Requires: people are asked for in byte order of employee
  // number, each once.
  std::vector<hours::LearningRecord> take(const std::string& employee);

 private:
  struct Rows;
  std::unique_ptr<Rows> rows_;
};

}  // namespace xueshi::store
