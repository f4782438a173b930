#include "report/bundle.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <set>

#include "audit/audit.h"
#include "audit/private_folder.h"
#include "base/error.h"
#include "base/file.h"
#include "report/press.h"
#include "report/published.h"
#include "seal/hash.h"
#include "session/files.h"
#include "sheet/zip_file.h"

namespace xueshi::report {

namespace {

namespace fs = std::filesystem;

constexpr const char* kFolder = "bundles";
constexpr std::size_t kMostBytes = std::size_t{512} << 20;

fs::path file_of(const session::Session& session, const std::string& id) {
  return audit::private_folder(session, kFolder) / (id + ".zip");
}

// Of one report of an institute: the newest of each folder, the one that counts first.
using Candidates = std::vector<Publication>;

// In order of institute and report.
std::vector<Candidates> newest_of_year(session::Session& session, base::Year year) {
  std::map<std::pair<std::string, std::string>, Candidates> all;
  store::for_each_publication(session.database(), session.scope(), [&](const Publication& one) {
    if (one.key.year == year) all[{one.key.org, one.key.report}].push_back(one);
  });
  std::vector<Candidates> newest;
  for (auto& [about, revisions] : all) {
    sort_publications(revisions);
    std::set<std::string> folders;
    std::erase_if(revisions,
                  [&](const Publication& one) { return !folders.insert(one.key.folder).second; });
    newest.push_back(std::move(revisions));
  }
  return newest;
}

// What was published last, from wherever it still lies.
std::optional<std::string> bytes_of_first(const session::Session& session,
                                          const Candidates& candidates) {
  for (const Publication& one : candidates) {
    if (one.sha256 != candidates.front().sha256) continue;
    if (auto bytes = bytes_of(session, one, /*is_newest=*/true)) return bytes;
  }
  return std::nullopt;
}

// "I001 某研究所/2017年度 骨干人才培训情况列表.xlsx"
std::string name_in_zip(session::Session& session, Press& press, const Publication& one) {
  std::string folder = one.key.org + " " + session.unit_name(one.key.org);
  std::string file =
      fmt::format("{}年度 {}{}", one.key.year.value(), press.title_of(one.key.report, one.key.org),
                  fs::path(one.file).extension().string());
  return sheet::step_of_path(folder) + "/" + sheet::step_of_path(file);
}

std::string words_of_missing(session::Session& session, Press& press, const Publication& one) {
  return fmt::format("{} {} 第 {} 版的文件已不在，或已不是发布的那一份，请重新导出",
                     session.unit_name(one.key.org), press.title_of(one.key.report, one.key.org),
                     one.revision);
}

// Copies what is still as it was published to where it cannot change any more.
std::vector<sheet::ZipEntry> gather(session::Session& session, const std::vector<Candidates>& all,
                                    const fs::path& folder, Bundle& bundle,
                                    const base::OnProgress& on_progress) {
  Press press(session, session.settings().value("reports"));
  std::vector<sheet::ZipEntry> entries;
  std::set<std::string> institutes, names;
  std::int64_t done = 0, total = static_cast<std::int64_t>(all.size());
  for (const Candidates& candidates : all) {
    const Publication& one = candidates.front();
    on_progress(session.unit_name(one.key.org), done++, total);
    std::optional<std::string> bytes = bytes_of_first(session, candidates);
    if (!bytes) {
      bundle.missing.push_back(words_of_missing(session, press, one));
      continue;
    }
    std::string name = name_in_zip(session, press, one);
    if (!names.insert(name).second) {  // two reports with one title
      name.insert(name.rfind('.'), " " + sheet::step_of_path(one.key.report));
      names.insert(name);
    }
    fs::path copy = folder / std::to_string(entries.size());
    base::write_file(copy, *bytes);
    entries.push_back({name, copy});
    institutes.insert(one.key.org);
  }
  bundle.institutes = static_cast<std::int64_t>(institutes.size());
  bundle.workbooks = static_cast<std::int64_t>(entries.size());
  on_progress("压缩", 0, 0);
  return entries;
}

void record(session::Session& session, const char* action, base::Year year, const Bundle& bundle) {
  const academy::Actor& actor = session.actor();
  store::AuditEntry entry = audit::audit_entry(session, audit::audit_chain(session, actor.org),
                                               kReportSubject, kYearEnd, action);
  base::Fields told = {{"年度", std::to_string(year.value())}, {"文件", bundle.name}};
  if (bundle.workbooks > 0) {
    told.emplace_back("研究所", std::to_string(bundle.institutes));
    told.emplace_back("报表", std::to_string(bundle.workbooks));
  }
  told.emplace_back("SHA-256", bundle.sha256);
  audit::put_after(entry, told);
  audit::record_audit(session, {entry});
}

std::string name_of(base::Year year) { return fmt::format("{}年度报表.zip", year.value()); }

}  // namespace

Bundle make_bundle(session::Session& session, base::Year year, const std::string& id,
                   const base::OnProgress& on_progress) {
  session.require_right(academy::Right::kPrintReports);
  std::vector<Candidates> all = newest_of_year(session, year);
  if (all.empty())
    throw base::Refused("report.none", fmt::format("{} 年度还没有发布过报表", year.value()));
  tidy_bundles(session);
  Bundle bundle;
  bundle.name = name_of(year);
  audit::PassingFolder folder(session, "passing");
  std::vector<sheet::ZipEntry> entries = gather(session, all, folder.path(), bundle, on_progress);
  if (entries.empty()) throw base::Refused("report.none", bundle.missing.front());
  fs::path file = file_of(session, id);
  sheet::write_zip(file, entries);
  bundle.sha256 = session::sha256_of(file).value_or("");
  std::error_code error;
  bundle.size = static_cast<std::int64_t>(fs::file_size(file, error));
  record(session, kExport, year, bundle);
  return bundle;
}

void tidy_bundles(session::Session& session) {
  audit::remove_leftovers(audit::private_folder(session, kFolder),
                          std::chrono::hours(kBundleHours + 1));
}

std::optional<std::string> take_bundle(session::Session& session, base::Year year,
                                       const std::string& id) {
  session.require_right(academy::Right::kPrintReports);
  fs::path file = file_of(session, id);
  base::FileText text = base::read_file(file, kMostBytes);
  if (!text.ok()) return std::nullopt;
  Bundle taken;
  taken.name = name_of(year);
  taken.sha256 = seal::sha256(text.text);
  record(session, kDownload, year, taken);
  return std::move(text.text);
}

}  // namespace xueshi::report
