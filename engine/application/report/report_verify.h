// Report verification: whether a file is what was published, and from what.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "session/session.h"
#include "store/publications.h"

namespace xueshi::report {

using store::Publication;  // as faces say it

struct ReportVerification {
  std::string sha256;   // of the file
  std::string receipt;  // as printed in the file's footer; empty where it holds none
  // The publications with these very bytes, oldest first; then those with the printed receipt.
  std::vector<store::Publication> same;
  std::vector<store::Publication> alike;
  bool is_newest = false;  // the last one of `same` is the newest revision of its workbook
  bool is_published() const { return !same.empty(); }
};

// For institute and academy administrators; publications of institutes out of reach are not told.
// Throws base::Error(kDisk) where the file cannot be read.
ReportVerification verify_report(session::Session& session, const std::string& file);
// The same for a file that was handed in.
ReportVerification verify_report_bytes(session::Session& session, std::string_view bytes);

}  // namespace xueshi::report
