// What came of making reports, in words.
#pragma once

#include <string>
#include <vector>

#include "base/blocker.h"
#include "report/report_result.h"

namespace xueshi::web {

bool any_made(const std::vector<report::ReportResult>& results);
base::Blockers reports_not_made(const std::vector<report::ReportResult>& results);
// `blockers`: those of reports_not_made().
std::string reports_notice(const std::vector<report::ReportResult>& results,
                           const base::Blockers& blockers);

}  // namespace xueshi::web
