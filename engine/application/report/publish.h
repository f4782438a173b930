// Publishing: what was made comes under its name, and the database records from what – together,
// and only for who still holds the job.
//
// One transaction: the job is locked and its fence asked for, the publications, the job's end and
// the audit trail are written, then the files are renamed, then it commits. A crash in between
// leaves whole files that nobody has recorded: the next attempt finds the same bytes, or makes new
// ones.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/press.h"
#include "report/report_result.h"
#include "session/session.h"
#include "store/jobs.h"

namespace xueshi::report {

// `job` is as it shall stand afterwards (state, attempts, not_before, reason). A new revision is
// recorded where the bytes are not those of the newest one; its predecessor is kept as
// `<folder>/<org>/revisions/<name>.<revision>.xlsx`. Absent where the job is somebody else's by
// now: then nothing was published. Throws base::Error. Requires: no transaction is open.
std::optional<std::vector<ReportResult>> publish(session::Session& session, const store::Job& job,
                                                 const std::string& folder,
                                                 std::vector<Made>& made);

// The file that holds a revision: the final name for the newest one.
std::string file_of_revision(const std::string& file, std::int64_t revision, bool is_newest);

}  // namespace xueshi::report
