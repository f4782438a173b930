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

std::vector<ReportResult> reports_of(session::Session& session, const std::string& name,
                                     base::Year year, const std::string& org,
                                     const std::string& out, const base::OnProgress& on_progress) {
  require_report_role(session);
  session.policy(year);
  Press press(session, out);
  std::vector<store::Job> jobs;
  for (const std::string& code : institutes_of(session, org)) {
    if (name != kYearEnd && press.has(name, code))
      jobs.push_back(job_for(session.settings(), code, year, name, out));
  }
  if (jobs.empty()) {
    throw base::Refused("report.unknown", fmt::format("没有名为 '{}' 的报表", name));
  }
  return make(session, jobs, out, 1, name, on_progress);
}

}  // namespace

std::vector<ReportResult> run_report(session::Session& session, const std::string& name,
                                     base::Year year, const std::string& org,
                                     const std::string& out, const base::OnProgress& on_progress) {
  return audit::with_refusals_audited(session, kReportSubject, name, kExport, "", [&] {
    return reports_of(session, name, year, org, out, on_progress);
  });
}

std::vector<ReportResult> run_year_end(session::Session& session, base::Year year,
                                       const std::string& org, const std::string& out, int jobs,
                                       const base::OnProgress& on_progress) {
  auto wanted = audit::with_refusals_audited(session, kReportSubject, kYearEnd, kExport, "", [&] {
    require_report_role(session);
    session.policy(year);
    std::vector<store::Job> all;
    for (const std::string& code : institutes_of(session, org))
      all.push_back(job_for(session.settings(), code, year, kYearEnd, out));
    return all;
  });
  return make(session, wanted, out, jobs, "年终报表", on_progress);
}

}  // namespace xueshi::report
