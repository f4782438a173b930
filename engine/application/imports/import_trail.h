// What an import leaves in the audit trail.
#pragma once

#include <string>
#include <vector>

#include "imports/table_columns.h"
#include "intake/kind.h"
#include "session/session.h"
#include "store/audit.h"
#include "store/import.h"

namespace xueshi::imports {

// One entry for each institute of which the file added or changed something, in that institute's
// chain; what belongs to none (the tree of units, plans of the academy itself) is in the root's.
// How many rows; of plans and classes also which ones, the first store::kMostNumbers of each.
std::vector<store::AuditEntry> import_entries(const session::Session& session,
                                              const std::string& file,
                                              const store::ImportCounts& counts);

// One entry for each row that changed something, with before and after, in the chain of every
// institute that it touches.
std::vector<store::AuditEntry> changed_entries(const session::Session& session, intake::Kind kind,
                                               const store::ChangedRow& row,
                                               const std::vector<ChangedCell>& cells);

// A file that was not imported, in the chain of the acting role's unit. Findings hold what people
// wrote: the trail keeps how many there were.
void audit_import_findings(session::Session& session, const std::string& path,
                           const base::Findings& findings);

// As the trail calls a file or folder.
std::string import_item(const std::string& path);

}  // namespace xueshi::imports
