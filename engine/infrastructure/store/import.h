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
#include "training/plan.h"

namespace xueshi::store {

enum class ConflictKind {
  kTwiceInFile,    // the same key in an earlier row; detail: that row's number
  kUnknownOrg,     // detail: the code
  kUnknownPerson,  // detail: the employee number
  kUnknownPlan,    // detail: the plan number
  kUnknownClass,   // detail: the class number
  kPlanHasClass,  // the plan already has another class, or is an other plan (其他计划); detail: the
                  // plan number
  kLoginTaken,     // detail: the login
  kStatusDiffers,  // an existing item's status column differs; detail: the status it has (a place
                   // name)
  kYearFinalised,  // the row would add or change data of a finalised year; detail: the institute's
                   // code
  kOutOfScope,     // detail: the unit's code
  kOwnRecord,      // the importer's own record as approved, new or changed; detail: its number
  kNumberUsed,     // a plan that is deleted had the number; detail: the number
  kPlaceBeyondRole,  // a new plan where the importer may not place it; detail: its place
};

struct Conflict {
  int row = 0;  // as given to add()
  ConflictKind kind = ConflictKind::kTwiceInFile;
  std::string heading_hint;  // which status column, for kStatusDiffers: "review", "publication",
                             // "withdrawal", "execution", "status"
  std::string detail;
};

// What of a file is an institute's. A row that touches two (somebody who moved, a roster of one
// with a person of the other) is each one's.
struct InstituteShare {
  std::string institute;  // code; empty for what belongs to none
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t unchanged = 0;
  // Plans and classes only: the first kMostNumbers of each, in byte order.
  std::vector<std::string> added_numbers, changed_numbers;
};
inline constexpr std::size_t kMostNumbers = 500;

struct ImportCounts {
  std::int64_t added = 0;
  std::int64_t changed = 0;
  std::int64_t unchanged = 0;
  std::vector<InstituteShare> shares;  // by code
};

// Who imports.
struct Importer {
  std::string employee;           // empty: the machine's operator
  std::string unreviewed_source;  // records of this source nobody approves
};

// ARP's headcount of an institute in a year.
struct HeadcountRow {
  std::string org;
  base::Year year;
  std::int64_t count = 0;
};

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
  void set_importer(Importer importer);

  // Places that a file cannot tell apart, because people call them the same (workflow labels):
  // place → the one that files mean by it. Called before find_conflicts().
  using AlikePlaces = std::map<std::string, std::string>;
  void set_alike(AlikePlaces alike);

  void add(int row, const T& value);
  // The first `most` by row; `total` counts all of them.
  std::vector<Conflict> find_conflicts(std::size_t most, std::int64_t& total);
  // Requires: find_conflicts() came back empty.
  ImportCounts apply();

 private:
  struct Stage;
  std::unique_ptr<Stage> stage_;
};

// Tells the database that its contents changed a lot (ANALYZE); called once after large imports,
// outside a transaction.
void refresh_statistics(database::Database& database);

}  // namespace xueshi::store
