// Reports: one of an institute, or the year-end of many, made at once for who asks. A report is one
// snapshot; a failing one never stops others. Each is a job in the queue, so that two who ask for
// the same do not get in each other's way.
#pragma once

#include <string>
#include <vector>

#include "base/progress.h"
#include "report/report_result.h"
#include "session/session.h"
#include "session/settings.h"

namespace xueshi::report {

// Writes `<out>/<org code>/<file>` for one institute, or with an empty code for all in reach.
// Refuses "report.unknown" for a name that no such institute sees.
std::vector<ReportResult> run_report(session::Session& session, const std::string& name,
                                     base::Year year, const std::string& org,
                                     const std::string& out, const base::OnProgress& on_progress);

// The execution, backbone and annual-summary workbooks. `jobs` institutes at once, each with a
// database connection of its own. Warns where a submitted summary differs from today's figures.
std::vector<ReportResult> run_year_end(session::Session& session, base::Year year,
                                       const std::string& org, const std::string& out, int jobs,
                                       const base::OnProgress& on_progress);

// What the console asks for: some of them by name, kYearEnd's three among them, into the folder of
// scheduled reports; with an empty code for all institutes in reach. The files of the results are
// named without their folder, which is the machine's affair. Refuses as the two above.
std::vector<ReportResult> run_reports(session::Session& session,
                                      const std::vector<std::string>& names, base::Year year,
                                      const std::string& org, const base::OnProgress& on_progress);
// Whether they may be asked for: refuses as run_reports() would.
void require_reports(session::Session& session, const std::vector<std::string>& names,
                     base::Year year, const std::string& org);

}  // namespace xueshi::report
