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
#include <optional>
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
// AbsenceRow, training::Plan, training::TrainingClass, training::Attendee, hours::LearningRecord,
// hours::Exam.
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

  // Places that a file cannot tell apart, because people call them the same (workflow labels):
  // place → the one that files mean by it. Called before find_conflicts().
  using AlikePlaces = std::map<std::string, std::string>;
  void set_alike(const AlikePlaces& alike);
  // First places, which ask for nothing: a row that is there keeps where it stands. Likewise.
  void set_first_places(const std::vector<std::string>& places);

  // Columns of the table that the file does not have: a row that is there keeps what it has, a new
  // one has what the value says. Called before find_conflicts().
  void set_left_out(const std::vector<std::string>& columns);

  void add(int row, const T& value);
  // What of them concerns a finalised year: recording goes on, but the frozen list does not change
  // (domain.md §4.2, D26). Institute's code → rows. Requires: find_conflicts() was called.
  const std::map<std::string, FinalisedRows>& finalised() const;
  // Rows that would add or change something, by row. Requires: there are no conflicts.
  std::vector<TouchedRow> find_touched();
  // They are no part of the import any more: their deeds were done otherwise.
  void leave_out(const std::vector<int>& rows);
  // People only: the row of this person keeps what nobody changes of their own – dates, rank,
  // requirement (domain.md §1, D3). The row, where it would have changed any.
  std::optional<int> keep_own_columns(const std::string& employee);
  // New ones of learning records and attendees: as waiting for somebody's approval or confirmation,
  // whatever the rows say.
  void take_as_waiting(const std::vector<int>& rows);
  // The first `most` by row; `total` counts all of them.
  std::vector<Conflict> find_conflicts(std::size_t most, std::int64_t& total);
  // Learning records and exams: new rows of what stands, with every particular, on record of
  // somebody else whose row the file does not have (any more). Requires: find_conflicts() came back
  // empty.
  std::vector<OfSomebodyElse> find_of_somebody_else();
  // Tells every row that changes something, in order, before it writes. Requires: find_conflicts()
  // came back empty; `on_changed` asks nothing of the database.
  ImportCounts apply(const OnChangedRow& on_changed = [](const ChangedRow&) {});
  // People and roles: roles that go on and are held elsewhere than where their holder is (domain.md
  // §1, D4), by row. Requires: it was applied.
  std::vector<RoleElsewhere> find_roles_elsewhere(base::Date today);
  // Learning records and attendees: what each person of the file in reach has on record in its
  // years, by person. Requires: it was applied. Streams; `on_person` asks nothing of the database.
  void for_each_person(const std::function<void(const PersonRecords&)>& on_person);

 private:
  struct Stage;
  std::unique_ptr<Stage> stage_;
};

}  // namespace xueshi::store
