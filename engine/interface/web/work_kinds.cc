#include "web/work_kinds.h"

#include <fmt/format.h>

#include <algorithm>

#include "json/import_result.h"
#include "json/operation.h"
#include "json/reports.h"
#include "login/slips_in_hand.h"
#include "report/bundle.h"
#include "report/reports.h"
#include "upkeep/doctor.h"
#include "web/reports_made.h"
#include "web/upload_result.h"
#include "web/work_answer.h"

namespace xueshi::web {

namespace {

using work::Outcome;
using work::Work;

// What whoever asked should know beside the result.
std::string with_notices(session::Session& session, std::string sentence) {
  for (const session::Notice& notice : session.take_notices())
    sentence += (sentence.empty() ? "" : "；") + notice.message;
  return sentence;
}

Outcome make_check(session::Session& session, const Work& work,
                   const base::OnProgress& on_progress) {
  imports::Upload upload = imports::find_upload_of(session, work);
  imports::ImportResult result = imports::try_upload(session, upload, on_progress);
  return done_with({keep_tried(session, upload, result), imports::place_in(work),
                    with_notices(session, ""), "", json_of_upload(session, upload.id)});
}

Outcome make_import(session::Session& session, const Work& work,
                    const base::OnProgress& on_progress) {
  auto result = imports::import_as_asked(session, work, on_progress);
  imports::Upload upload = imports::find_upload_of(session, work);
  bool is_applied = !result || result->applied;
  int status = result ? keep_imported(session, upload, *result) : keep_applied(session, upload);
  std::string notice = is_applied ? "已导入：" + upload.name : "没有导入：又发现了错误";
  return done_with({status, imports::place_in(work), with_notices(session, notice), "",
                    json_of_upload(session, upload.id)});
}

Outcome make_reports(session::Session& session, const Work& work,
                     const base::OnProgress& on_progress) {
  json::Json order = json::Json::parse(work.about);
  base::Year year(order.at("year").get<int>());
  std::vector<report::ReportResult> results =
      report::run_reports(session, order.at("reports").get<std::vector<std::string>>(), year,
                          order.at("org").get<std::string>(), on_progress);
  WorkAnswer answer;
  answer.place = order.at("place").get<std::string>();
  answer.result = json::to_json(results);
  base::Blockers blockers = reports_not_made(results);
  if (any_made(results)) {
    answer.notice = with_notices(session, reports_notice(results, blockers));
    return done_with(answer);
  }
  answer.blockers = blockers;
  answer.status = 422;
  return not_done(answer);
}

// A rules file that is not sound is a finding of the doctor's, too: the rest is worth knowing.
json::Json verified(session::Session& session, const base::OnProgress& on_progress) {
  try {
    json::Json found = json::to_json(upkeep::verify_data(session, std::nullopt, "", on_progress));
    found["why"] = nullptr;
    return found;
  } catch (const session::WrongFiles& wrong) {
    return {{"invariants", json::Json::array()}, {"why", base::render(wrong.findings(), "；")}};
  }
}

Outcome make_health(session::Session& session, const Work&, const base::OnProgress& on_progress) {
  on_progress("检查安装", 0, 0);
  json::Json found = json::to_json(upkeep::run_doctor(session.settings()));
  found.update(verified(session, on_progress));
  return done_with({200, "/admin/health", with_notices(session, "检查完毕"), "", found});
}

Outcome make_bundle(session::Session& session, const Work& work,
                    const base::OnProgress& on_progress) {
  base::Year year = *base::parse_year(work.about);
  report::Bundle bundle = report::make_bundle(session, year, work.id, on_progress);
  std::string notice = fmt::format("{} 个研究所的 {} 份报表", bundle.institutes, bundle.workbooks);
  for (const std::string& missing : bundle.missing) notice += "；缺少：" + missing;
  json::Json result = {{"file", bundle.name},           {"institutes", bundle.institutes},
                       {"workbooks", bundle.workbooks}, {"size", bundle.size},
                       {"sha256", bundle.sha256},       {"missing", bundle.missing}};
  return done_with({200, "/admin/year-end?year=" + work.about, with_notices(session, notice),
                    bundle.name, result});
}

Outcome make_slips(session::Session& session, const Work& work,
                   const base::OnProgress& on_progress) {
  json::Json order = json::Json::parse(work.about);
  login::SlipsInHand slips =
      login::issue_slips_in_hand(session, order.at("employees").get<std::vector<std::string>>(),
                                 order.at("org").get<std::string>(), on_progress);
  login::keep_slips(session, work.id, slips);
  std::string notice = fmt::format("已发放 {} 人的初始密码", slips.employees.size());
  for (const std::string& warning : slips.warnings) notice += "；" + warning;
  return done_with({200, "/admin/people/passwords", with_notices(session, notice), "密码条.xlsx",
                    json::Json{{"employees", slips.employees}, {"warnings", slips.warnings}}});
}

void tidy(session::Session& session) {
  report::tidy_bundles(session);
  login::tidy_slips(session);
}

}  // namespace

const work::Kinds& work_kinds() {
  static const work::Kinds kKinds = {{{imports::kTryWork, make_check},
                                      {imports::kImportWork, make_import, imports::give_up_import},
                                      {kReportsWork, make_reports},
                                      {kHealthWork, make_health},
                                      {kBundleWork, make_bundle},
                                      {kSlipsWork, make_slips}},
                                     answer_of_refusal,
                                     tidy};
  return kKinds;
}

work::Order order_of_reports(const ReportsOrder& order, const std::string& title) {
  json::Json about = {{"year", order.year.value()},
                      {"org", order.org},
                      {"reports", order.names},
                      {"place", order.place}};
  return {kReportsWork, about.dump(), title};
}

work::Order order_of_slips(const std::vector<std::string>& employees, const std::string& org,
                           const std::string& title) {
  json::Json about = {{"employees", employees}, {"org", org}};
  return {kSlipsWork, about.dump(), title};
}

}  // namespace xueshi::web
