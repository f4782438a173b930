#include "report/publish.h"

#include <fmt/format.h>

#include <filesystem>

#include "audit/audit.h"
#include "base/error.h"
#include "session/files.h"
#include "store/publications.h"

namespace xueshi::report {

namespace {

namespace fs = std::filesystem;

struct Sheet {
  Made& made;
  std::string sha256;
  std::int64_t size = 0;
  std::optional<store::Publication> newest{};  // before this one
  bool is_new() const { return !newest || newest->sha256 != sha256; }
};

store::PublicationKey key_of(const store::Job& job, const ReportResult& result) {
  return {job.folder, job.key.org, job.key.year, result.report};
}

std::string file_below(const ReportResult& result) {
  return fmt::format("{}/{}", result.org, fs::path(result.path).filename().string());
}

void record(session::Session& session, database::Transaction& transaction, const store::Job& job,
            const Sheet& sheet, std::int64_t now) {
  const Provenance& from = sheet.made.from;
  store::Publication one;
  one.key = key_of(job, sheet.made.result);
  one.revision = sheet.made.result.revision;
  one.file = file_below(sheet.made.result);
  one.sha256 = sheet.sha256;
  one.size = sheet.size;
  one.receipt = from.receipt;
  one.policy = from.policy;
  one.page = from.page;
  one.plugin = from.plugin;
  one.plugin_version = from.plugin_version;
  one.plugin_folder = from.plugin_folder;
  one.graphs = from.graphs;
  one.inputs = from.inputs;
  one.chain = from.chain;
  one.chain_seq = from.chain_seq;
  one.schedule = job.key.schedule;
  one.job_report = job.key.report;
  one.job_run = job.run;
  one.fence = job.fence;
  one.made_at = base::render(session.clock().now());
  one.made_real = now;
  one.made_by = session.actor().login;
  store::save_publication(transaction, one);
  store::keep_text(transaction, from.policy, "policy", from.policy_text);
  store::keep_text(transaction, from.page, "template", from.page_text);
  store::keep_text(transaction, from.plugin, "plugin", from.plugin_text);
}

store::AuditEntry entry_of(session::Session& session, const store::Job& job, const Sheet& sheet) {
  const ReportResult& result = sheet.made.result;
  store::AuditEntry entry = audit::audit_entry(session, audit::audit_chain(session, result.org),
                                               kReportSubject, result.report, kExport);
  audit::put_after(entry, {{"年度", std::to_string(job.key.year.value())},
                           {"文件", fs::path(result.path).filename().string()},
                           {"版本", std::to_string(result.revision)},
                           {"SHA-256", sheet.sha256}});
  entry.policy = audit::policy_version(session, job.key.year);
  return entry;
}

// The revision before stays, where its file is what was published.
void keep_predecessor(const std::string& folder, const Sheet& sheet) {
  if (!sheet.is_new() || !sheet.newest) return;
  fs::path at = fs::path(folder) / sheet.newest->file;
  if (session::sha256_of(at).value_or("") != sheet.newest->sha256) return;
  workbook::keep_as(
      at, fs::path(folder) / file_of_revision(sheet.newest->file, sheet.newest->revision, false));
}

// True where nothing has to be done: what was published lies there.
bool is_up_to_date(const Sheet& sheet) {
  return !sheet.is_new() && workbook::same_bytes(sheet.made.part->path(), sheet.made.result.path);
}

// Others may wait for the transaction: one sync for all names.
void put_under_their_names(const std::string& folder, const std::string& org,
                           std::vector<Sheet>& sheets) {
  bool any = false;
  for (Sheet& sheet : sheets) {
    if (sheet.made.result.status == ReportStatus::kUpToDate) continue;
    keep_predecessor(folder, sheet);
    sheet.made.part->put();
    any = true;
  }
  if (any) workbook::sync_folder(fs::path(folder) / org);
}

// The parts as they lie on the disk.
std::vector<Sheet> read_back(std::vector<Made>& made) {
  std::vector<Sheet> sheets;
  for (Made& one : made) {
    if (!one.part) continue;
    std::error_code error;
    std::optional<std::string> hash = session::sha256_of(one.part->path());
    std::uintmax_t size = fs::file_size(one.part->path(), error);
    if (!hash || error) {
      throw base::Error(base::ErrorKind::kDisk,
                        fmt::format("写好的 {} 读不回来，请检查磁盘；没有发布", one.result.path));
    }
    sheets.push_back({one, *hash, static_cast<std::int64_t>(size)});
  }
  return sheets;
}

// Each as its next revision, or as the one that it equals, and the job's end; returns what the
// trail is to tell.
std::vector<store::AuditEntry> record_all(session::Session& session,
                                          database::Transaction& transaction, const store::Job& job,
                                          std::vector<Sheet>& sheets) {
  std::int64_t now = store::real_now(session.database());
  std::vector<store::AuditEntry> trail;
  for (Sheet& sheet : sheets) {
    ReportResult& result = sheet.made.result;
    sheet.newest = store::find_publication(session.database(), key_of(job, result));
    result.revision = sheet.newest ? sheet.newest->revision : 0;
    result.status = is_up_to_date(sheet) ? ReportStatus::kUpToDate : ReportStatus::kWritten;
    if (sheet.is_new()) {
      ++result.revision;
      record(session, transaction, job, sheet, now);
    }
    if (result.status == ReportStatus::kWritten) trail.push_back(entry_of(session, job, sheet));
  }
  store::save_job(transaction, job);
  return trail;
}

}  // namespace

std::string file_of_revision(const std::string& file, std::int64_t revision, bool is_newest) {
  if (is_newest) return file;
  fs::path path(file);
  return (path.parent_path() / "revisions" /
          fmt::format("{}.{}{}", path.stem().string(), revision, path.extension().string()))
      .string();
}

std::optional<std::vector<ReportResult>> publish(session::Session& session, const store::Job& job,
                                                 const std::string& folder,
                                                 std::vector<Made>& made) {
  std::vector<Sheet> sheets = read_back(made);
  std::optional<std::vector<store::AuditEntry>> appended;
  database::retried([&] {
    database::Transaction transaction(session.database(), database::Transaction::Mode::kDecide);
    appended.reset();
    if (!store::hold_job(transaction, job)) return;
    appended =
        audit::append_trail(session, transaction, record_all(session, transaction, job, sheets));
    // Whoever was stopped for long and lost the connection has lost the job with it.
    store::real_now(session.database());
    put_under_their_names(folder, job.key.org, sheets);
    transaction.commit();
  });
  if (!appended) return std::nullopt;
  audit::witness_heads(session, *appended);
  std::vector<ReportResult> results;
  for (Made& one : made) results.push_back(one.result);
  return results;
}

}  // namespace xueshi::report
