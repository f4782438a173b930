// The year-end of every institute in reach, side by side.
#pragma once

#include <string>
#include <vector>

#include "base/percent.h"
#include "session/session.h"
#include "store/progress.h"

namespace xueshi::view {

using store::InstituteProgress;  // as faces say it

struct YearEndLine {
  InstituteProgress progress;
  base::Percent backbone_rate;       // 0 without a headcount
  std::int64_t due = 0;              // workbooks that it hands in
  std::vector<std::string> missing;  // what the institute has still to do; Chinese; empty: done
  std::int64_t red() const { return progress.classes - progress.carried_out; }  // 未实施
  bool is_done() const { return missing.empty(); }
};

// By code; institutes without headcount and classes in that year too. For whoever looks at backbone
// reports and summaries.
std::vector<YearEndLine> list_year_end(session::Session& session, base::Year year);

// The reports that every institute hands in: what the rules of the year have.
std::vector<std::string> year_end_reports(const policy::Policy& policy);

}  // namespace xueshi::view
