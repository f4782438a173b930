// Upsert: what every import does once its rows are staged – compare with the table, then apply; for
// this room's own files.
#pragma once

#include <string>
#include <vector>

#include "store/import.h"
#include "store/stage.h"

namespace xueshi::store {

// A status column only places new items: a different value of an existing one is a conflict.
struct StatusColumn {
  const char* name;
  const char* hint;  // Conflict::heading_hint
};

// How one kind of rows goes into its table. Staged columns are those of the table (less the
// surrogate id), then `line` (the row's number in the file) and `guarded` (id of the institute
// whose year is finalised, else null).
struct TargetSpec {
  const char* table;
  bool has_id;                       // a surrogate id, given to new rows
  std::vector<StageColumn> columns;  // the key's first
  std::size_t key_columns;
  std::vector<StatusColumn> statuses;
  const char* is_new_though_there =
      "";  // SQL over t: rows of the table that count as not yet there (prefilled classes)
  std::vector<const char*> kept{};  // columns that an existing row keeps
};

inline constexpr const char* kStage = "incoming";

// The columns as staged: the target's, `line` and `guarded`.
std::vector<StageColumn> staged_columns(const TargetSpec& spec);

// Each adds conflicts of its kind, by line; at most `most` of them, `total` counts all.
struct ConflictList {
  std::size_t most;
  std::vector<Conflict>& found;
  std::int64_t& total;
  void add(Conflict conflict);
};
void find_twice(soci::session& sql, const TargetSpec& spec, ConflictList& list);
void find_status_differs(soci::session& sql, const TargetSpec& spec, ConflictList& list);
void find_finalised(soci::session& sql, const TargetSpec& spec, ConflictList& list);
// Rows of a query that answers (line, detail).
void find_by_query(soci::session& sql, const std::string& query, ConflictKind kind,
                   const std::string& hint, ConflictList& list);

// Inserts what is new, updates what differs, leaves the rest untouched.
ImportCounts upsert(soci::session& sql, const TargetSpec& spec);

}  // namespace xueshi::store
