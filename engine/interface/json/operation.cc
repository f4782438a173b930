#include "json/operation.h"

#include <fmt/format.h>

namespace xueshi::json {

namespace {

Json next_json(const schedule::Occurrence& next) {
  return {{"planned", schedule::render_planned(next)},
          {"reporting_year", next.reporting_year.value()}};
}

}  // namespace

Json to_json(const report::Job& job) {
  return {{"schedule", job.key.schedule},
          {"year", job.key.year.value()},
          {"org", job.key.org},
          {"report", job.key.report},
          {"state", job.state},
          {"run", job.run},
          {"attempts", job.attempts},
          {"planned", text_or_null(job.planned)},
          {"reason", text_or_null(job.reason)}};
}

Json to_json(const report::ScheduleEntry& entry) {
  const schedule::Schedule& one = entry.schedule;
  bool previous = one.reporting_year == schedule::ReportingYear::kPrevious;
  bool skips = one.overlap == schedule::Overlap::kSkip;
  return {{"id", one.id},
          {"report", one.report},
          {"repeat", one.repeat},
          {"at", fmt::format("{:02}:{:02}", one.at / 60, one.at % 60)},
          {"time_zone", one.time_zone},
          {"reporting_year", previous ? "previous" : "current"},
          {"institutes", one.institutes.empty() ? Json("all") : Json(one.institutes)},
          {"catch_up", one.catch_up_text},
          {"overlap", skips ? "skip" : "queue"},
          {"next", entry.next ? next_json(*entry.next) : Json(nullptr)}};
}

Json to_json(const report::NextRun& run) {
  return {{"id", run.schedule.id},
          {"report", run.schedule.report},
          {"planned", schedule::render_planned(run.occurrence)},
          {"reporting_year", run.occurrence.reporting_year.value()}};
}

std::string word(upkeep::Health health) {
  switch (health) {
    case upkeep::Health::kOk:
      return "ok";
    case upkeep::Health::kWarning:
      return "warning";
    case upkeep::Health::kFailed:
      return "failed";
  }
  return "";
}

Json to_json(const upkeep::Diagnosis& line) {
  return {{"check", line.check},
          {"health", word(line.health)},
          {"message", line.message},
          {"about", text_or_null(line.about)}};
}

Json to_json(const std::vector<upkeep::Diagnosis>& lines) {
  bool ok = true;
  Json checks = Json::array();
  for (const upkeep::Diagnosis& line : lines) {
    ok = ok && line.health != upkeep::Health::kFailed;
    checks.push_back(to_json(line));
  }
  return {{"ok", ok}, {"checks", checks}};
}

Json to_json(const upkeep::DataVerification& verification) {
  Json invariants = Json::array();
  for (const upkeep::InvariantResult& result : verification.invariants) {
    invariants.push_back({{"name", result.name},
                          {"ok", result.ok()},
                          {"checked", result.checked},
                          {"skipped", result.skipped},
                          {"broken", result.broken},
                          {"rows", result.rows},
                          {"sentence", result.sentence}});
  }
  return {{"invariants", invariants}};
}

Json to_json(const work::Work& work) {
  return {{"id", work.id},
          {"kind", work.kind},
          {"title", work.title},
          {"state", work.state},
          {"step", text_or_null(work.step)},
          {"done", work.done},
          {"total", work.total == 0 ? Json(nullptr) : Json(work.total)},
          {"reason", text_or_null(work.reason)}};
}

}  // namespace xueshi::json
