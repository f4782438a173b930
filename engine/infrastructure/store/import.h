// Import: rows of one file on their way into the database – staged, compared, applied; all inside
// the caller's transaction, so that an import is all or nothing and a dry run is the same import
// rolled back. One import at a time on a connection.
//
// Rows are streamed into a temporary table (COPY on PostgreSQL) and everything that needs the whole
// database or the whole file is found by set operations afterwards: memory stays bounded for
// millions of rows.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "academy/org.h"
#include "academy/person.h"
#include "academy/scope.h"
#include "base/date.h"
#include "database/database.h"
#include "hours/record.h"
#include "store/conflict.h"
#include "store/import_counts.h"
#include "store/import_values.h"
#include "training/plan.h"

namespace xueshi::store {

// One value type per import file: academy::Org, academy::Person, academy::RoleGrant, HeadcountRow,
// training::Plan, training::TrainingClass, training::Attendee, hours::LearningRecord, hours::Exam.
//
//   Import<academy::Person> import(transaction, scope);
//   import.add(row, person);                       // any number of times
//   auto conflicts = import.find_conflicts(1000);  // by row; `total` counts all of them
//   if (conflicts empty) counts = import.apply();
//
// Importing again changes nothing; a changed row updates; a missing row deletes nothing. Attendees
// of a class that is carried out post their hours as learning records of source `roster` (number,
// year, start and end of the class; the class's own hours where the row gives none); a row that
// changes its own hours re-posts, a later edit of the class does not. Organisations: the caller has
// checked the resulting tree (fetch_orgs plus the rows); apply renumbers the positions.
template <typename T>
class Import {
 public:
  Import(database::Transaction& transaction, const academy::Scope& scope);
  ~Import();
  Import(const Import&) = delete;

  using Judge = std::function<bool(const T&)>;
  // Plans only: whether the class that a plan makes is pre-filled with 是否精品 = 是
  // (policy.plans.excellent_class). Without it none is. Called before the first add().
  void set_excellent_class(Judge excellent);
  // Plans only: whether the importer's role does not suffice to place this one as it is placed,
  // which is a conflict where it is new. Without it, it does. Called before the first add().
  void set_beyond_role(Judge beyond_role);
  // Nobody approves their own record. Without it the operator imports. Called before
  // find_conflicts().
  void set_importer(const Importer& importer);

  // Places that a file cannot tell apart, because people call them the same (workflow labels):
  // place → the one that files mean by it. Called before find_conflicts().
  using AlikePlaces = std::map<std::string, std::string>;
  void set_alike(const AlikePlaces& alike);

  void add(int row, const T& value);
  // The first `most` by row; `total` counts all of them.
  std::vector<Conflict> find_conflicts(std::size_t most, std::int64_t& total);
  // Requires: find_conflicts() came back empty.
  ImportCounts apply();

 private:
  struct Stage;
  std::unique_ptr<Stage> stage_;
};

}  // namespace xueshi::store
