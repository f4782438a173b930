// Learning records, exams, and their sums for the mass.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "academy/person.h"
#include "academy/scope.h"
#include "base/date.h"
#include "hours/record.h"
#include "hours/statement.h"
#include "store/database.h"

namespace xueshi::store {

// One person's records of a year, approved or not, by start, then number (byte order). Empty out of
// scope.
std::vector<hours::LearningRecord> fetch_records(Database& database, const academy::Scope& scope,
                                                 std::string_view employee, base::Year year);
std::vector<hours::Exam> fetch_exams(Database& database, const academy::Scope& scope,
                                     std::string_view employee, base::Year year);

// Every person of the year (domain.md §2) in the scope, in byte order of employee number, with the
// sums of their approved records of that year by source. The database adds up, along the covering
// index of records.
using OnPersonSums =
    std::function<void(const academy::Person& person, const std::vector<hours::SourceSum>& sums)>;
void for_each_person_of_year(Database& database, const academy::Scope& scope, base::Year year,
                             const OnPersonSums& on_person);

}  // namespace xueshi::store
