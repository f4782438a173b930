// Tally: what staged rows will do to their table, by institute; for this room's own files.
#pragma once

#include "store/import_counts.h"
#include "store/references.h"
#include "store/upsert.h"

namespace xueshi::store {

// By set operations, a few groups coming out of millions of rows. Requires: the rows' stage, not
// yet applied.
// Tells the changed ones in order of row.
ImportCounts tally(database::Sql& sql, const TargetSpec& spec, const References& references,
                   const OnChangedRow& on_changed);

}  // namespace xueshi::store
