// Reports: one of an institute, or the year-end of many. A report is one snapshot; a failing one
// never stops others.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/import.h"
#include "app/session.h"
#include "app/settings.h"

namespace xueshi::app {

enum class ReportStatus {
  kWritten,
  kUpToDate,  // the path already holds the same bytes
  kNotReady,  // what it prints is not there yet: `reasons` say what to do
  kFailed,    // the plugin or its files are wrong
};

struct ReportResult {
  std::string org;
  std::string report;
  std::string path;  // of the workbook, where there is one
  ReportStatus status = ReportStatus::kWritten;
  std::vector<std::string> reasons;  // Chinese
  std::vector<std::string> warnings;
  std::string log;  // what the plugin printed
  bool made() const {
    return status == ReportStatus::kWritten || status == ReportStatus::kUpToDate;
  }
};

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
