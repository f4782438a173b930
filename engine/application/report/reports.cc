#include "report/reports.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "audit/audit.h"
#include "report/crew.h"
#include "report/press.h"

namespace xueshi::report {

namespace {

namespace fs = std::filesystem;

std::vector<std::string> institutes_of(session::Session& session, std::string org) {
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

void require_report_role(const session::Session& session) {
  session.require_right(academy::Right::kPrintReports);
}

std::string canonical(const std::string& folder) {
  std::error_code error;
  return fs::weakly_canonical(fs::absolute(folder), error).string();
}

// One folder, one queue: whoever writes there takes turns. The folder of scheduled reports is the
// same one whoever writes there: its workbooks go on counting.
store::Job job_for(const session::Settings& settings, const std::string& org, base::Year year,
                   const std::string& report, const std::string& out) {
  std::string folder = canonical(out);
  store::Job job;
  job.key = {store::kManual + folder, year, org, report};
  if (folder != canonical(settings.value("reports"))) job.folder = folder;
  return job;
}

std::vector<ReportResult> make(session::Session& session, const std::vector<store::Job>& jobs,
                               const std::string& out, int threads, const std::string& what,
                               const base::OnProgress& on_progress) {
  CrewOptions options;
  options.threads = threads;
  options.out = out;
  options.retries.most = 1;  // whoever asked sees what went wrong, and asks again
  std::int64_t done = 0;
  auto outcomes =
      make_now(session.workplace(), session.actor(), jobs, options, [&](const CrewEvent& event) {
        if (event.kind == CrewEvent::Kind::kNotice) session.note({event.code, event.message});
        if (event.kind != CrewEvent::Kind::kEnded) return;
        on_progress(fmt::format("{} {}", what, event.outcome.job.key.org), ++done,
                    static_cast<std::int64_t>(jobs.size()));
      });
  std::vector<ReportResult> results;
  for (Outcome& outcome : outcomes)
    results.insert(results.end(), outcome.results.begin(), outcome.results.end());
  return results;
}

[[noreturn]] void refuse_unknown(const std::string& name) {
  throw base::Refused("report.unknown", fmt::format("没有名为 '{}' 的报表", name));
}

// A job for each institute that sees the report.
std::vector<store::Job> jobs_for(session::Session& session, const std::string& name,
                                 base::Year year, const std::string& org, const std::string& out) {
  require_report_role(session);
  session.policy(year);
  Press press(session, out);
  std::vector<store::Job> jobs;
  for (const std::string& code : institutes_of(session, org)) {
    if (press.has(name, code)) jobs.push_back(job_for(session.settings(), code, year, name, out));
  }
  if (jobs.empty()) refuse_unknown(name);
  return jobs;
}

std::vector<store::Job> audited_jobs_for(session::Session& session, const std::string& name,
                                         base::Year year, const std::string& org,
                                         const std::string& out) {
  return audit::with_refusals_audited(session, kReportSubject, name, kExport, "",
                                      [&] { return jobs_for(session, name, year, org, out); });
}

}  // namespace

std::vector<ReportResult> run_report(session::Session& session, const std::string& name,
                                     base::Year year, const std::string& org,
                                     const std::string& out, const base::OnProgress& on_progress) {
  auto wanted = audit::with_refusals_audited(session, kReportSubject, name, kExport, "", [&] {
    auto jobs = jobs_for(session, name, year, org, out);
    if (name == kYearEnd) refuse_unknown(name);  // it is three
    return jobs;
  });
  return make(session, wanted, out, 1, name, on_progress);
}

std::vector<ReportResult> run_year_end(session::Session& session, base::Year year,
                                       const std::string& org, const std::string& out, int jobs,
                                       const base::OnProgress& on_progress) {
  auto wanted = audited_jobs_for(session, kYearEnd, year, org, out);
  return make(session, wanted, out, jobs, "年终报表", on_progress);
}

std::vector<ReportResult> run_reports(session::Session& session,
                                      const std::vector<std::string>& names, base::Year year,
                                      const std::string& org, const base::OnProgress& on_progress) {
  const std::string& out = session.settings().value("reports");
  std::vector<store::Job> wanted;
  for (const std::string& name : names) {
    auto some = audited_jobs_for(session, name, year, org, out);
    wanted.insert(wanted.end(), some.begin(), some.end());
  }
  std::vector<ReportResult> results = make(session, wanted, out, 1, "报表", on_progress);
  for (ReportResult& result : results) result.path = fs::path(result.path).filename().string();
  return results;
}

void require_reports(session::Session& session, const std::vector<std::string>& names,
                     base::Year year, const std::string& org) {
  for (const std::string& name : names)
    audited_jobs_for(session, name, year, org, session.settings().value("reports"));
}

}  // namespace xueshi::report
