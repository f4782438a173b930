// Published workbooks as JSON.
#pragma once

#include <vector>

#include "json/json.h"
#include "report/published.h"
#include "report/report_result.h"
#include "report/report_verify.h"

namespace xueshi::json {

Json to_json(const report::Publication& one);
Json to_json(const std::vector<report::Publication>& all);
Json to_json(const report::ReportStanding& standing);
// What came of making some: {reports: [...]}.
Json to_json(const std::vector<report::ReportResult>& results);
// Whether a file is what was published; `file` as whoever asked called it.
Json verified(const report::ReportVerification& found, const std::string& file);

// written, up_to_date, not_ready, failed.
const char* word(report::ReportStatus status);

}  // namespace xueshi::json
