// What was published of an institute's year, and what could be: for who looks, and takes a copy.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "session/session.h"
#include "store/publications.h"

namespace xueshi::report {

using store::Publication;  // as faces say it

// How the audit trail says that one was taken.
inline constexpr const char* kDownload = "download";

// The folder of scheduled reports before those of people's own, the newest revision first.
void sort_publications(std::vector<Publication>& all);
// What was published, byte for byte; absent where the file is another one by now.
std::optional<std::string> bytes_of(const session::Session& session, const Publication& one,
                                    bool is_newest);

// One report that an institute sees.
struct ReportStanding {
  std::string report;  // "execution"
  std::string title;
  std::optional<Publication> newest;  // absent: never made
  std::vector<Publication> older;     // the newest of them first
  std::vector<std::string> reasons;   // why it cannot be made now; Chinese; empty: it can
};

// Those of the year-end first, in the order in which they are handed in. For institute and academy
// administrators. Refuses as Session::institute_scope().
std::vector<ReportStanding> list_reports(session::Session& session, base::Year year,
                                         std::string org);

// A published workbook as it was published.
struct WorkbookCopy {
  std::string name;  // of the file
  std::string bytes;
  Publication publication;
};
// The newest revision, or the one that is asked for; the folder of scheduled reports before those
// of people's own. Absent where it was not made, or its file is no longer what was published. Its
// taking stands in the audit trail. Refuses as list_reports(). Requires: no transaction is open.
std::optional<WorkbookCopy> fetch_workbook(session::Session& session, const std::string& report,
                                           base::Year year, std::string org,
                                           std::optional<std::int64_t> revision);

}  // namespace xueshi::report
