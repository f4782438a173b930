// 导出参会人员: the roster of a class as a workbook to work on with; no report, nothing is
// published.
#pragma once

#include <cstdint>
#include <string>

#include "session/session.h"

namespace xueshi::report {

struct RosterCopy {
  std::string name;  // of the file: 参会人员-N2.xlsx
  std::string bytes;
  std::int64_t people = 0;
};
// Those listed, in the order of the roster, also enrolments that were refused; those that wait are
// no attendees yet. Its taking stands in the audit trail. For administrators; refuses
// "class.not-found", "class.roster-role". Throws base::Error(kDisk). Requires: no transaction is
// open.
RosterCopy export_roster(session::Session& session, const std::string& number);

}  // namespace xueshi::report
