// Upsert: what every import does once its rows are staged – compare with the table, then apply; for
// this room's own files.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "database/stage.h"
#include "database/values.h"
#include "store/conflict.h"
#include "store/import_values.h"

namespace xueshi::store {

// A status column only places new items: a different value of an existing one is a conflict.
struct StatusColumn {
  const char* name;
  const char* hint;  // Conflict::heading_hint
};

// How one kind of rows goes into its table. Staged columns are those of the table (less the
// surrogate id), those `beside` them, then `line` (the row's number in the file) and `guarded` (id
// of the institute whose year is finalised, else null).
struct TargetSpec {
  const char* table;
  bool has_id;                                 // a surrogate id, given to new rows
  std::vector<database::StageColumn> columns;  // the key's first
  std::size_t key_columns;
  std::vector<StatusColumn> statuses{};
  const char* is_new_though_there =
      "";  // SQL over t: rows of the table that count as not yet there (prefilled classes)
  std::vector<const char*> kept{};              // columns that an existing row keeps
  std::vector<database::StageColumn> beside{};  // staged for the kind's own use
  const char* unit_of_existing = "";  // SQL over t: the unit whose `year` an existing row belongs
                                      // to; empty where the key says so
  // Whom a row touches: SQL for the unit it belongs to, and for another one – where it belonged so
  // far, or whose person it is about. Over i, t (null where the row is new) and what is joined.
  const char* unit = "cast(null as bigint)";
  const char* other_unit = "cast(null as bigint)";
  const char* joined = "";
  // How acts name what a row is about, and whose line of it the row is; SQL over the same.
  const char* item = "i.number";
  const char* part = "";
  // SQL over i, t: t is another person's row of the same thing; empty where there is no such.
  const char* same_thing = "";
  // SQL: what the staged rows have on record once they are applied, as rows of (person_id, posted,
  // number, year, line); empty for none.
  const char* recorded = "";
  // SQL over i, p, g: g is a role of the person p that the row is about; empty for none.
  const char* role_of_row = "";
  bool has_number = false;  // its numbers are kept in the trail
};

inline constexpr const char* kStage = "incoming";

// The columns as staged.
std::vector<database::StageColumn> staged_columns(const TargetSpec& spec);
// SQL: the rows named `a` and `b` of one key differ in a column that an import may change.
std::string differs(const TargetSpec& spec, const std::string& a, const std::string& b);
// The columns that a later import may change.
std::vector<database::StageColumn> changing(const TargetSpec& spec);
// SQL: the rows named `a` and `b` have the same key.
std::string same_key(const TargetSpec& spec, const std::string& a, const std::string& b);

// Gives staged rows that are there already what they have in these columns of the table.
void keep_left_out(database::Sql& sql, const TargetSpec& spec,
                   const std::vector<std::string>& columns);

using FinalisedByInstitute = std::map<std::string, FinalisedRows>;

// What stands in the way of an import. Keeps, of each query, the first `most` in order of line.
struct ConflictList {
  std::size_t most;
  std::vector<Conflict>& found;
  std::int64_t& total;
};
void find_twice(database::Sql& sql, const TargetSpec& spec, ConflictList& list);
// `alike`: places of the table that a file calls by another name; `first`: those that ask for
// nothing.
void find_status_differs(database::Sql& sql, const TargetSpec& spec,
                         const std::map<std::string, std::string>& alike,
                         const std::vector<std::string>& first, ConflictList& list);
// Staged rows that ask for nothing stand where the table has them.
void keep_where_first(database::Sql& sql, const TargetSpec& spec,
                      const std::vector<std::string>& first);
// Rows that would add to, or change, a finalised year. Requires: a report is finalised somewhere.
void find_finalised(database::Sql& sql, const TargetSpec& spec, FinalisedByInstitute& found);
// Those of a query that answers (line, institute's code).
void find_finalised_by_query(database::Sql& sql, const std::string& query,
                             FinalisedByInstitute& found);
// Rows of a query that answers (line, detail), in order of line: however many, in bounded memory.
void find_by_query(database::Sql& sql, const std::string& query, ConflictKind kind,
                   const std::string& hint, ConflictList& list, database::Values values = {});

// A common table `finalised (org_id, institute_id, year)`: every unit of an institute whose year is
// finalised.
inline constexpr const char* kFinalisedUnits =
    "with finalised as (select u.id as org_id, i.id as institute_id, b.year as year"
    " from backbone_report b join org i on i.id = b.org_id"
    " join org u on u.lo >= i.lo and u.lo < i.hi where b.status = 'finalised') ";

// Staged rows that are new or differ, in order of line.
std::vector<TouchedRow> find_touched(database::Sql& sql, const TargetSpec& spec);
// Runs a statement with the one value `line` for each of these.
void for_each_line(database::Sql& sql, const std::string& statement, const std::vector<int>& lines);

// Inserts what is new, updates what differs, leaves the rest untouched. Returns how many rows it
// inserted or updated.
long long upsert(database::Sql& sql, const TargetSpec& spec);

}  // namespace xueshi::store
