// How results of reports are shown.
#pragma once

#include <string>
#include <vector>

#include "app/report_result.h"
#include "cli/output.h"

namespace xueshi::cli {

// "written", "up_to_date", "not_ready", "failed".
const char* word(app::ReportStatus status);
// One line: what was made, or why not.
std::string sentence_of(const app::ReportResult& result);
// All results, on stdout; returns the exit code.
int finish_reports(const std::vector<app::ReportResult>& results, Output& output);

}  // namespace xueshi::cli
