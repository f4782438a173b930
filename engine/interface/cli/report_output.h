// How results of reports are shown.
#pragma once

#include <string>
#include <vector>

#include "cli/output.h"
#include "report/report_result.h"

namespace xueshi::cli {

// One line: what was made, or why not.
std::string sentence_of(const report::ReportResult& result);
// All results, on stdout; returns the exit code.
int finish_reports(const std::vector<report::ReportResult>& results, Output& output);

}  // namespace xueshi::cli
