// Learning records, exams, and their sums for the mass.
#pragma once

#include <functional>
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

namespace xueshi::store {

// One person's records of a year, approved or not, by start, then number (byte order). Empty out of
// scope.
std::vector<hours::LearningRecord> fetch_records(database::Database& database,
                                                 const academy::Scope& scope,
                                                 std::string_view employee, base::Year year);
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
// The records at these places in the scope, by employee number and 来源编号.
std::vector<hours::LearningRecord> fetch_records_at(database::Database& database,
                                                    const academy::Scope& scope,
                                                    const std::vector<std::string>& places);
// Adds a record that a person entered, or changes it.
void save_record(database::Transaction& transaction, const hours::LearningRecord& record);
// Requires: it is there, and no roster posted it.
void delete_record(database::Transaction& transaction, const std::string& employee,
                   std::string_view number);
// A number for a new record that nobody has: "<employee>-001".
std::string free_record_number(database::Transaction& transaction, std::string_view employee);

// Every person of the year (domain.md §2) in the scope, in byte order of employee number, with the
// sums of their approved records of that year by source. The database adds up, along the covering
// index of records.
using OnPersonSums =
    std::function<void(const academy::Person& person, const std::vector<hours::SourceSum>& sums)>;
void for_each_person_of_year(database::Database& database, const academy::Scope& scope,
                             base::Year year, const OnPersonSums& on_person);

// All records of a year, person by person, for who walks the people of that year alongside.
// Streams.
class RecordsOfYear {
 public:
  RecordsOfYear(database::Database& database, const academy::Scope& scope, base::Year year);
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
