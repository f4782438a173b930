// What people read of a conflict that the store found.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "imports/table_columns.h"
#include "intake/layout.h"
#include "session/session.h"
#include "store/import.h"

namespace xueshi::imports {

// Each as a finding at its cell. `faulty`: kinds whose file has errors; what refers to them is not
// judged. `total`: how many there are, of which `conflicts` are the first.
void add_conflicts(const session::Session& session, const intake::Layout& layout,
                   const std::vector<store::Conflict>& conflicts, std::int64_t total,
                   const std::set<intake::Kind>& faulty, base::Findings& findings);

// The heading of a status: a region of a graph, or "status" of a learning record.
std::string_view status_heading(intake::Kind kind, std::string_view status);

// One warning an institute: recording goes on, but the frozen list does not change (D26).
void warn_of_finalised(const session::Session& session, const intake::Layout& layout,
                       const std::map<std::string, store::FinalisedRows>& rows,
                       base::Findings& findings);

// A row that changes a learning record which counts: it goes on counting (D18).
void warn_of_correction(const intake::Layout& layout, const store::ChangedRow& row,
                        const std::vector<ChangedCell>& cells, base::Findings& findings);

// New rows of what somebody else has on record already: both would have it.
void warn_of_somebody_else(const intake::Layout& layout,
                           const std::vector<store::OfSomebodyElse>& rows,
                           base::Findings& findings);

// Roles that their holder has taken along to another unit, or was given there.
void warn_of_roles_elsewhere(const session::Session& session, const intake::Layout& layout,
                             const std::vector<store::RoleElsewhere>& roles,
                             base::Findings& findings);

// What of a person's records is hard to believe, at the rows of the file that say it.
void warn_of_doubts(const session::Session& session, const intake::Layout& layout,
                    const store::PersonRecords& person, base::Findings& findings);

}  // namespace xueshi::imports
