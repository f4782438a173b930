#include "json/year_end.h"

namespace xueshi::json {

Json to_json(const yearend::BackboneLine& line) {
  return {{"employee", line.employee},
          {"name", line.name},
          {"department", line.department},
          {"total", number(line.total)},
          {"effective", number(line.effective)},
          {"longest", number(line.longest)},
          {"reported", line.reported},
          {"met", line.met},
          {"exempt", line.exempt}};
}

Json to_json(const view::BackboneStatus& status) {
  return {{"headcount", status.headcount},
          {"quota", hundredths(status.quota.exact_hundredths)},
          {"required", status.quota.required},
          {"reported", status.reported},
          {"rate", number(status.rate)},
          {"status", std::string(yearend::backbone_label(status.status))},
          {"window",
           {{"from", base::render(status.window.from)}, {"to", base::render(status.window.to)}}}};
}

Json staff_line(const yearend::BackboneLine& line) {
  return {{"employee", line.employee},
          {"name", line.name},
          {"institute", line.institute},
          {"department", line.department},
          {"total", number(line.total)},
          {"effective", number(line.effective)},
          {"longest", number(line.longest)},
          {"met", line.met},
          {"exempt", line.exempt}};
}

std::string status_label(const yearend::Summary& summary) {
  return summary.status == yearend::place::kSubmitted ? "已提交" : "未提交";
}

Json to_json(const yearend::Summary& summary) {
  const yearend::SummaryFigures& figures = summary.figures;
  Json json = {{"attendance", summary.attendance()},
               {"execution_rate", number(figures.execution_rate())},
               {"met", figures.met},
               {"required", figures.required},
               {"completion_rate", number(figures.completion_rate())},
               {"headcount", figures.headcount},
               {"backbone_rate", number(figures.backbone_rate())},
               {"funds", nullptr},
               {"total_hours", number(figures.total_hours)},
               {"average_hours", hundredths(figures.average_hundredths())},
               {"status", status_label(summary)},
               {"revision", summary.revision}};
  if (summary.entries.funds) json["funds"] = number(*summary.entries.funds);
  return json;
}

Json listed(const yearend::Summary& summary) {
  Json json = {
      {"year", summary.year.value()}, {"org", summary.org}, {"name", summary.entries.name}};
  json.update(to_json(summary));
  return json;
}

Json to_json(const view::YearEndLine& line) {
  const auto& progress = line.progress;
  return {{"org", progress.org},
          {"name", progress.name},
          {"headcount", progress.headcount ? Json(*progress.headcount) : Json(nullptr)},
          {"backbone", std::string(yearend::backbone_label(progress.backbone))},
          {"required", progress.required},
          {"reported", progress.reported},
          {"rate", number(line.backbone_rate)},
          {"summary", text_or_null(progress.summary)},
          {"summary_revision", progress.revision},
          {"workbooks", progress.workbooks},
          {"classes", progress.classes},
          {"carried_out", progress.carried_out},
          {"missing", line.missing}};
}

}  // namespace xueshi::json
