#include "app/reports.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <filesystem>
#include <mutex>
#include <thread>

#include "app/audit.h"
#include "app/report_inputs.h"
#include "app/summary.h"
#include "base/error.h"
#include "base/text.h"
#include "plugin/plugin.h"
#include "workbook/writer.h"

namespace xueshi::app {

namespace {

namespace fs = std::filesystem;
using academy::Role;

// As the audit trail names them.
constexpr const char* kSubject = "report";
constexpr const char* kExport = "export";

// The three workbooks that every institute hands in (domain.md §4), by the names of their plugins.
const std::vector<std::string>& year_end_reports() {
  static const std::vector<std::string> kReports = {"execution", "backbone", "annual-summary"};
  return kReports;
}

// What one run needs beside the institute: plugins, loaded once, and their processes.
struct Press {
  Press(Session& session_of_run, std::string out_folder)
      : session(session_of_run),
        out(std::move(out_folder)),
        places(plugin::find_plugins(session.home().folder())),
        host(Home::plugin_program()) {}

  // Null with findings where the plugin's files are wrong. Read once a run.
  const plugin::Plugin* load(const plugin::PluginPlace& place, base::Findings& findings) {
    auto [at, fresh] = loaded.try_emplace(place.folder);
    if (fresh) at->second = plugin::load_plugin(session.home().folder(), place, findings);
    return at->second ? &*at->second : nullptr;
  }

  Session& session;
  std::string out;
  std::vector<plugin::PluginPlace> places;
  plugin::Host host;
  std::map<std::string, std::optional<plugin::Plugin>> loaded{};
};

bool needs(const plugin::Manifest& manifest, const char* input) {
  return std::find(manifest.inputs.begin(), manifest.inputs.end(), input) != manifest.inputs.end();
}

// What a report prints must have been closed before (domain.md §4.2, §4.3).
std::vector<std::string> missing_for(const plugin::Manifest& manifest, const InstituteYear& data) {
  std::vector<std::string> reasons;
  if (needs(manifest, "backbone") && data.backbone.status != yearend::place::kFinalised) {
    reasons.push_back("骨干人才上报尚未完成上报，请先执行 backbone finalise");
  }
  if (needs(manifest, "summary") && !data.submitted) {
    reasons.push_back("年度培训总结尚未提交，请先执行 summary refresh、set、submit");
  }
  return reasons;
}

// Hands rows on to the workbook, which is only started with the first: a plugin that fails at once
// writes nothing.
ReportResult print(Press& press, const plugin::Plugin& plugin, const InstituteYear& data) {
  plugin::Book book = book_of(press.session, data);
  page::Fields fields = book.fields();
  fs::path path = fs::path(press.out) / data.org / plugin::output_name(plugin.manifest, fields);
  ReportResult result{data.org, plugin.manifest.name, path.string(), ReportStatus::kWritten, {}, {},
                      ""};
  workbook::Writer writer(plugin.page, fields, path);
  plugin::Outcome outcome = press.host.run(plugin, book, sources_of(press.session, data), writer);
  result.log = outcome.log;
  if (outcome.failure) {
    result.status = ReportStatus::kFailed;
    result.reasons.push_back(base::render(*outcome.failure));
    return result;
  }
  bool written = writer.finish() == workbook::Published::kWritten;
  result.status = written ? ReportStatus::kWritten : ReportStatus::kUpToDate;
  return result;
}

ReportResult make_report(Press& press, const plugin::PluginPlace& place,
                         const InstituteYear& data) {
  base::Findings findings;
  ReportResult result{data.org, place.name, "", ReportStatus::kFailed, {}, {}, ""};
  const plugin::Plugin* plugin = press.load(place, findings);
  if (plugin == nullptr) {
    for (const base::Finding& finding : findings.kept())
      result.reasons.push_back(base::render(finding));
    if (findings.empty())
      result.reasons.push_back(fmt::format("插件 {} 的文件有错误（见前）", place.folder));
    return result;
  }
  result.reasons = missing_for(plugin->manifest, data);
  if (!result.reasons.empty()) {
    result.status = ReportStatus::kNotReady;
    return result;
  }
  return print(press, *plugin, data);
}

// A submitted summary prints as it was frozen; whoever hands it in should know that the data has
// moved on.
void warn_if_moved_on(Session& session, const InstituteYear& data, ReportResult& result) {
  if (!data.submitted) return;
  yearend::SummaryFigures now = extract_figures(session, data.scope, data.year, data.org);
  if (now == data.submitted->figures) return;
  result.warnings.push_back(
      fmt::format("{} {} 年度总结提交（第 {} 版）之后数据有变动；如需更新请执行 summary "
                  "reopen、refresh、submit",
                  data.org, data.year.value(), data.submitted->revision));
}

std::vector<std::string> institutes_of(Session& session, std::string org) {
  if (!org.empty()) {
    session.institute_scope(org);
    return {org};
  }
  std::vector<std::string> codes;
  for (const academy::Org* institute : session.tree().institutes()) {
    if (session.scope().narrowed_to(institute->code, session.tree()))
      codes.push_back(institute->code);
  }
  if (codes.empty()) throw base::Refused("org.not-found", "您的管理范围内没有研究所");
  return codes;
}

void require_report_role(const Session& session) {
  session.require_role({Role::kInstituteAdmin, Role::kAcademyAdmin}, "导出报表");
}

// One entry for every workbook that was written; what is up to date was exported before.
// Requires: no transaction is open.
void audit_exports(Session& session, base::Year year, const std::vector<ReportResult>& results) {
  std::vector<store::AuditEntry> entries;
  for (const ReportResult& result : results) {
    if (result.status != ReportStatus::kWritten) continue;
    store::AuditEntry entry =
        audit_entry(session, audit_chain(session, result.org), kSubject, result.report, kExport);
    entry.after = {{"年度", std::to_string(year.value())},
                   {"文件", fs::path(result.path).filename().string()}};
    entry.policy = policy_version(session, year);
    entries.push_back(entry);
  }
  record_audit(session, entries);
}

std::vector<ReportResult> year_end_of(Press& press, base::Year year, std::string org) {
  Session& session = press.session;
  academy::Scope scope = session.institute_scope(org);
  store::Transaction snapshot(session.database(), store::Transaction::Mode::kSnapshot);
  InstituteYear data = read_institute_year(session, scope, org, year);
  workbook::remove_stale_parts(fs::path(press.out) / org);
  std::vector<ReportResult> results;
  for (const std::string& name : year_end_reports()) {
    const plugin::PluginPlace* place = plugin::find_plugin(press.places, name, "");
    if (place == nullptr) {
      results.push_back({org,
                         name,
                         "",
                         ReportStatus::kFailed,
                         {fmt::format("找不到插件 plugins/{}", name)},
                         {},
                         ""});
    } else {
      results.push_back(make_report(press, *place, data));
    }
  }
  warn_if_moved_on(session, data, results.back());
  return results;
}

ReportResult report_of(Press& press, const plugin::PluginPlace& place, const academy::Scope& scope,
                       base::Year year, const std::string& org) {
  Session& session = press.session;
  store::Transaction snapshot(session.database(), store::Transaction::Mode::kSnapshot);
  InstituteYear data = read_institute_year(session, scope, org, year);
  workbook::remove_stale_parts(fs::path(press.out) / org);
  return make_report(press, place, data);
}

// The institutes of a year-end, handed out to workers one by one; results keep the order of the
// institutes.
class YearEnd {
 public:
  YearEnd(std::vector<std::string> orgs, base::Year year, std::string out,
          const OnProgress& on_progress)
      : orgs_(std::move(orgs)),
        results_(orgs_.size()),
        year_(year),
        out_(std::move(out)),
        on_progress_(on_progress) {}

  void work(Session& session) {
    Press press(session, out_);
    for (std::size_t i = next_++; i < orgs_.size() && !failed_; i = next_++) {
      try {
        results_[i] = year_end_of(press, year_, orgs_[i]);
        audit_exports(session, year_, results_[i]);
      } catch (...) {
        std::lock_guard lock(mutex_);
        if (!failed_) error_ = std::current_exception();
        failed_ = true;
        return;
      }
      std::lock_guard lock(mutex_);
      on_progress_(fmt::format("年终报表 {}", orgs_[i]), static_cast<std::int64_t>(++done_),
                   static_cast<std::int64_t>(orgs_.size()));
    }
  }

  std::vector<ReportResult> take_results() {
    if (error_) std::rethrow_exception(error_);
    std::vector<ReportResult> all;
    for (auto& each : results_) all.insert(all.end(), each.begin(), each.end());
    return all;
  }

 private:
  std::vector<std::string> orgs_;
  std::vector<std::vector<ReportResult>> results_;
  base::Year year_;
  std::string out_;
  const OnProgress& on_progress_;
  std::atomic<std::size_t> next_{0};
  std::atomic<bool> failed_{false};
  std::mutex mutex_;
  std::exception_ptr error_;
  std::size_t done_ = 0;
};

std::vector<ReportResult> reports_of(Session& session, const std::string& name, base::Year year,
                                     const std::string& org, const std::string& out,
                                     const OnProgress& on_progress) {
  require_report_role(session);
  session.policy(year);
  Press press(session, out);
  std::vector<std::string> orgs = institutes_of(session, org);
  std::vector<ReportResult> results;
  for (std::string code : orgs) {
    const plugin::PluginPlace* place = plugin::find_plugin(press.places, name, code);
    if (place == nullptr) continue;
    academy::Scope scope = session.institute_scope(code);
    results.push_back(report_of(press, *place, scope, year, code));
    audit_exports(session, year, {results.back()});
    on_progress(name, static_cast<std::int64_t>(results.size()),
                static_cast<std::int64_t>(orgs.size()));
  }
  if (results.empty()) {
    throw base::Refused("report.unknown",
                        fmt::format("没有名为 '{}' 的报表，请用 plugin list 查看可用的报表", name));
  }
  return results;
}

}  // namespace

std::vector<ReportResult> run_report(Session& session, const std::string& name, base::Year year,
                                     const std::string& org, const std::string& out,
                                     const OnProgress& on_progress) {
  return with_refusals_audited(session, kSubject, name, kExport, "", [&] {
    return reports_of(session, name, year, org, out, on_progress);
  });
}

std::vector<ReportResult> run_year_end(const Settings& settings, base::Year year,
                                       const std::string& org, const std::string& out, int jobs,
                                       const OnProgress& on_progress) {
  Session session(settings);
  auto orgs = with_refusals_audited(session, kSubject, "year-end", kExport, "", [&] {
    require_report_role(session);
    session.policy(year);
    return institutes_of(session, org);
  });
  std::size_t workers =
      std::min<std::size_t>(static_cast<std::size_t>(std::max(jobs, 1)), orgs.size());
  YearEnd year_end(std::move(orgs), year, out, on_progress);
  std::vector<std::unique_ptr<Session>> sessions;
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < workers; ++i)
    sessions.push_back(std::make_unique<Session>(settings, session.actor()));
  for (auto& each : sessions) threads.emplace_back([&year_end, &each] { year_end.work(*each); });
  year_end.work(session);
  for (std::thread& thread : threads) thread.join();
  return year_end.take_results();
}

}  // namespace xueshi::app
