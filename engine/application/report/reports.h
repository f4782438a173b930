// Reports: one of an institute, or the year-end of many, made at once for who asks. A report is one
// snapshot; a failing one never stops others. Each is a job in the queue, so that two who ask for
// the same do not get in each other's way.
#pragma once

#include <string>
#include <vector>

#include "app/import.h"
#include "app/report_result.h"
#include "app/session.h"
#include "app/settings.h"

namespace xueshi::app {

// Writes `<out>/<org code>/<file>` for one institute, or with an empty code for all in reach.
// Refuses "report.unknown" for a name that no such institute sees.
std::vector<ReportResult> run_report(Session& session, const std::string& name, base::Year year,
                                     const std::string& org, const std::string& out,
                                     const OnProgress& on_progress);

// The execution, backbone and annual-summary workbooks. `jobs` institutes at once, each with a
// database connection of its own. Warns where a submitted summary differs from today's figures.
std::vector<ReportResult> run_year_end(const Settings& settings, base::Year year,
                                       const std::string& org, const std::string& out, int jobs,
                                       const OnProgress& on_progress);

}  // namespace xueshi::app
