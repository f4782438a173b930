#include "json/reports.h"

namespace xueshi::json {

using report::Publication;
using report::ReportResult;
using report::ReportStatus;

Json to_json(const Publication& one) {
  return {{"org", one.key.org},
          {"year", one.key.year.value()},
          {"report", one.key.report},
          {"revision", one.revision},
          {"file", one.file},
          {"folder", text_or_null(one.key.folder)},
          {"made_at", one.made_at},
          {"made_by", text_or_null(one.made_by)},
          {"receipt", one.receipt},
          {"policy", one.policy},
          {"template", one.page},
          {"plugin", one.plugin},
          {"plugin_version", one.plugin_version},
          {"plugin_folder", text_or_null(one.plugin_folder)},
          {"graphs", text_or_null(one.graphs)},
          {"inputs", one.inputs},
          {"audit_chain", one.chain},
          {"audit_seq", one.chain_seq}};
}

Json to_json(const std::vector<Publication>& all) {
  Json list = Json::array();
  for (const Publication& one : all) list.push_back(to_json(one));
  return list;
}

Json to_json(const report::ReportStanding& standing) {
  return {{"report", standing.report},
          {"title", standing.title},
          {"newest", standing.newest ? to_json(*standing.newest) : Json(nullptr)},
          {"older", to_json(standing.older)},
          {"reasons", standing.reasons}};
}

const char* word(ReportStatus status) {
  switch (status) {
    case ReportStatus::kWritten:
      return "written";
    case ReportStatus::kUpToDate:
      return "up_to_date";
    case ReportStatus::kNotReady:
      return "not_ready";
    case ReportStatus::kFailed:
      return "failed";
  }
  return "";
}

Json to_json(const std::vector<ReportResult>& results) {
  Json reports = Json::array();
  for (const ReportResult& result : results) {
    reports.push_back({{"org", result.org},
                       {"report", result.report},
                       {"file", text_or_null(result.path)},
                       {"status", word(result.status)},
                       {"revision", result.revision == 0 ? Json(nullptr) : Json(result.revision)},
                       {"receipt", text_or_null(result.receipt)},
                       {"reasons", result.reasons},
                       {"warnings", result.warnings}});
  }
  return {{"reports", reports}};
}

Json verified(const report::ReportVerification& found, const std::string& file) {
  return {{"file", file},
          {"sha256", found.sha256},
          {"receipt", text_or_null(found.receipt)},
          {"published", found.is_published()},
          {"newest", found.is_newest},
          {"publications", to_json(found.same)},
          {"changed_from", to_json(found.alike)}};
}

}  // namespace xueshi::json
