#include "report/published.h"

#include <algorithm>
#include <filesystem>

#include "audit/audit.h"
#include "base/file.h"
#include "report/press.h"
#include "report/publish.h"
#include "seal/hash.h"

namespace xueshi::report {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = std::size_t{256} << 20;

std::vector<Publication> published(session::Session& session, const std::string& org,
                                   base::Year year, const std::string& report) {
  std::vector<Publication> all =
      store::fetch_publications_about(session.database(), org, year, report);
  sort_publications(all);
  return all;
}

bool is_newest_of_its_folder(const std::vector<Publication>& all, const Publication& one) {
  return std::none_of(all.begin(), all.end(), [&](const Publication& other) {
    return other.key == one.key && other.revision > one.revision;
  });
}

void record_download(session::Session& session, const Publication& one) {
  store::AuditEntry entry = audit::audit_entry(session, audit::audit_chain(session, one.key.org),
                                               kReportSubject, one.key.report, kDownload);
  audit::put_after(entry, {{"年度", std::to_string(one.key.year.value())},
                           {"文件", fs::path(one.file).filename().string()},
                           {"版本", std::to_string(one.revision)},
                           {"SHA-256", one.sha256}});
  audit::record_audit(session, {entry});
}

}  // namespace

void sort_publications(std::vector<Publication>& all) {
  std::stable_sort(all.begin(), all.end(), [](const Publication& a, const Publication& b) {
    bool a_own = a.key.folder.empty(), b_own = b.key.folder.empty();
    if (a_own != b_own) return a_own;
    if (a.made_real != b.made_real) return b.made_real < a.made_real;
    return b.revision < a.revision;
  });
}

std::optional<std::string> bytes_of(const session::Session& session, const Publication& one,
                                    bool is_newest) {
  fs::path folder = one.key.folder.empty() ? session.settings().value("reports") : one.key.folder;
  base::FileText file =
      base::read_file(folder / file_of_revision(one.file, one.revision, is_newest), kMostBytes);
  if (!file.ok() || seal::sha256(file.text) != one.sha256) return std::nullopt;
  return std::move(file.text);
}

std::vector<ReportStanding> list_reports(session::Session& session, base::Year year,
                                         std::string org) {
  session.require_right(academy::Right::kPrintReports);
  session.institute_scope(org);
  session.policy(year);
  std::vector<ReportStanding> standings;
  Press press(session, session.settings().value("reports"));
  for (Prospect& prospect : press.look_ahead(year, org)) {
    ReportStanding standing{
        prospect.report, prospect.title, std::nullopt, {}, std::move(prospect.reasons)};
    for (Publication& one : published(session, org, year, prospect.report)) {
      if (!standing.newest) {
        standing.newest = std::move(one);
      } else if (one.key == standing.newest->key) {
        standing.older.push_back(std::move(one));
      }
    }
    standings.push_back(std::move(standing));
  }
  return standings;
}

std::optional<WorkbookCopy> fetch_workbook(session::Session& session, const std::string& report,
                                           base::Year year, std::string org,
                                           std::optional<std::int64_t> revision) {
  session.require_right(academy::Right::kPrintReports);
  session.institute_scope(org);
  std::vector<Publication> all = published(session, org, year, report);
  for (const Publication& one : all) {
    bool is_newest = is_newest_of_its_folder(all, one);
    if (revision ? one.revision != *revision : !is_newest) continue;
    std::optional<std::string> bytes = bytes_of(session, one, is_newest);
    if (!bytes) continue;
    record_download(session, one);
    return WorkbookCopy{fs::path(one.file).filename().string(), std::move(*bytes), one};
  }
  return std::nullopt;
}

}  // namespace xueshi::report
