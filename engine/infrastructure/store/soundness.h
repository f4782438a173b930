// Soundness: rows that contradict one another, looked for where they lie; for `verify`
// (upkeep/verify.h).
//
// Probes are queries with a name; what a broken row means, their caller says. Nothing is changed.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "academy/org.h"
#include "academy/scope.h"
#include "base/date.h"
#include "database/database.h"
#include "store/audit.h"

namespace xueshi::store {

// What is looked at: the rows of a scope's units, of one year or of every year.
struct Extent {
  academy::Scope scope;
  std::optional<base::Year> year;
};

using OnBrokenRow = std::function<void(const std::vector<std::string>& columns)>;
// Hands over every broken row of a probe (soundness.cc lists them) and returns how many rows were
// looked at. Streams.
std::int64_t for_each_broken(database::Database& database, const Extent& extent,
                             std::string_view probe, const OnBrokenRow& on_row);

// Every reference from row to row that the schema declares, whether or not the database enforced
// it: those that lead nowhere, as {table, column, value, table that they lead to}.
std::int64_t for_each_dangling(database::Database& database, const OnBrokenRow& on_row);

// The positions of the units as they are stored, by code.
std::vector<std::pair<std::string, academy::OrgRange>> fetch_stored_ranges(
    database::Database& database);

// Years in which somebody has hours.
std::vector<base::Year> fetch_years_of_hours(database::Database& database);

// Approved seconds of a year, added up in ways that have nothing in common but the records.
// Person by person: unit and sum of everybody who has any.
void for_each_sum_of_person(
    database::Database& database, const Extent& extent,
    const std::function<void(const std::string& org, std::int64_t seconds)>& on_sum);
// Unit by unit, with what lies below along the ranges.
std::vector<std::pair<std::string, std::int64_t>> fetch_sums_of_units(database::Database& database,
                                                                      const Extent& extent);
// Without asking whose they are.
std::int64_t sum_of_records(database::Database& database, base::Year year);

// Where an item stands now: its unit, and the place of each region that the store keeps. Absent
// where there is no such item. Not scoped: the unit says whose it is.
struct Standpoint {
  std::string org;
  std::vector<std::pair<std::string, std::string>> places;  // region, place
};
std::optional<Standpoint> find_plan_standpoint(database::Database& database,
                                               const std::string& number);
std::optional<Standpoint> find_class_standpoint(database::Database& database,
                                                const std::string& number);
std::optional<Standpoint> find_person_standpoint(database::Database& database,
                                                 const std::string& number);
// "<employee>/<number of the record>".
std::optional<Standpoint> find_record_standpoint(database::Database& database,
                                                 const std::string& number);
// "<code of the institute>/<year>".
std::optional<Standpoint> find_backbone_standpoint(database::Database& database,
                                                   const std::string& number);
std::optional<Standpoint> find_summary_standpoint(database::Database& database,
                                                  const std::string& number);

std::optional<Standpoint> find_proposal_standpoint(database::Database& database,
                                                   const std::string& number);

}  // namespace xueshi::store
