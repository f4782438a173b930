#include "report/report_verify.h"

#include <fmt/format.h>

#include <algorithm>

#include "audit/private_folder.h"
#include "base/error.h"
#include "report/provenance.h"
#include "session/files.h"
#include "sheet/footer.h"

namespace xueshi::report {

namespace {

using store::Publication;

// What stands behind the word in a footer, without its blanks: "c6b002b5b86c61e54613".
std::string receipt_in(const std::string& footer) {
  std::size_t at = footer.find(kReceiptWord);
  if (at == std::string::npos) return "";
  std::string digits;
  for (char c : footer.substr(at + std::string(kReceiptWord).size())) {
    bool is_digit = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    if (!is_digit && c != ' ') break;
    if (is_digit) digits += c;
  }
  return digits;
}

void keep_those_in_reach(session::Session& session, std::vector<Publication>& found) {
  auto is_out = [&](const Publication& one) {
    return !session.scope().narrowed_to(one.key.org, session.tree());
  };
  found.erase(std::remove_if(found.begin(), found.end(), is_out), found.end());
}

}  // namespace

ReportVerification verify_report(session::Session& session, const std::string& file) {
  session.require_right(academy::Right::kCheckReports);
  std::optional<std::string> hash = session::sha256_of(file);
  if (!hash) {
    throw base::Error(base::ErrorKind::kDisk, fmt::format("无法读取 {}，请检查路径和权限", file));
  }
  ReportVerification found;
  found.sha256 = *hash;
  found.receipt = receipt_in(sheet::find_footer(file).value_or(""));
  found.same = store::fetch_publications_of(session.database(), found.sha256);
  keep_those_in_reach(session, found.same);
  if (!found.same.empty()) {
    auto newest = store::find_publication(session.database(), found.same.back().key);
    found.is_newest = newest && newest->revision == found.same.back().revision;
  } else if (found.receipt.size() >= kPrintedDigits) {
    found.alike = store::fetch_publications_with(session.database(), found.receipt);
    keep_those_in_reach(session, found.alike);
  }
  return found;
}

ReportVerification verify_report_bytes(session::Session& session, std::string_view bytes) {
  session.require_right(academy::Right::kCheckReports);
  audit::PassingFolder folder(session, "passing");
  std::filesystem::path file = folder.path() / "workbook.xlsx";
  audit::write_private(file, bytes);
  return verify_report(session, file.string());
}

}  // namespace xueshi::report
