#include "web/operation_pages.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "json/operation.h"
#include "report/schedules.h"
#include "report/worker.h"
#include "web/answers.h"
#include "web/json_answer.h"
#include "web/layout.h"
#include "web/list.h"
#include "web/work_pages.h"

namespace xueshi::web {

namespace {

using html::element;
using html::Html;
using html::text;
using html::Url;

struct JobState {
  const char* state;
  const char* label;
};
constexpr JobState kJobStates[] = {
    {"waiting", "等待"}, {"running", "在做"}, {"done", "做完"}, {"parked", "搁置"}};

std::string label_of_job_state(const std::string& state) {
  for (const JobState& one : kJobStates)
    if (state == one.state) return one.label;
  return state;
}

std::string key_of_job(const report::Job& job) {
  return fmt::format("{} {} {} {}", job.key.schedule, job.key.year.value(), job.key.org,
                     job.key.report);
}

// SCHEDULE YEAR ORG REPORT, of which the first alone may have blanks in it.
std::optional<report::JobKey> job_of_key(const std::string& key) {
  std::size_t report = key.rfind(' '), org = report, year = report;
  if (report != std::string::npos && report > 0) org = key.rfind(' ', report - 1);
  if (org != std::string::npos && org > 0) year = key.rfind(' ', org - 1);
  if (year == std::string::npos || year == org || org == report) return std::nullopt;
  auto of = base::parse_year(key.substr(year + 1, org - year - 1));
  if (!of) return std::nullopt;
  return report::JobKey{key.substr(0, year), *of, key.substr(org + 1, report - org - 1),
                        key.substr(report + 1)};
}

std::string institutes_of_schedule(const schedule::Schedule& one) {
  return one.institutes.empty() ? "全院" : base::join(one.institutes, " ");
}

// What the console does beside its requests.
Html works_of_all(const Visit& visit) {
  constexpr std::int64_t kMost = 20;
  std::vector<Html> lines;
  for (const work::Work& work : work::list_works(*visit.session, kMost)) {
    std::string words =
        fmt::format("　{}　{}　{}", state_in_words(work), work.name, work::time_asked(work));
    lines.push_back(element("li", {}, {link_to(work_url(visit, work), work.title), text(words)}));
  }
  return lines.empty() ? Html() : card({element("ul", {}, lines)}, "网页上提出的工作");
}

}  // namespace

http::Response show_jobs(const Visit& visit) {
  report::JobPage page_asked{visit.query("state"), visit.query("name"),
                             job_of_key(visit.query("after")), begin_asked(visit), size_of(visit)};
  report::JobRows found = report::leaf_jobs(*visit.session, page_asked);
  List list;
  list.paging = paging_of(visit, found.total, found.begin, found.rows.size(),
                          found.rows.empty() ? "" : key_of_job(found.rows.back()));
  if (visit.request.wants_json())
    return rows_answer(found.rows, list.paging,
                       [](const report::Job& job) { return json::to_json(job); });
  std::vector<Tile> counts;
  for (const auto& [state, label] : kJobStates)
    counts.push_back({label, std::to_string(found.by_state[state])});
  list.caption = "任务";
  list.columns = {{"任务"}, {"年度", "", true},     {"机构"},     {"报表"},
                  {"状态"}, {"失败次数", "", true}, {"计划时间"}, {"原因"}};
  for (const report::Job& job : found.rows) {
    bool is_parked = job.state == "parked";
    bool may_retry = is_parked || job.state == "waiting";
    list.rows.push_back({{text(job.key.schedule), text(std::to_string(job.key.year.value())),
                          text(visit.session->unit_name(job.key.org)), text(job.key.report),
                          tag(label_of_job_state(job.state), job.state == "done"),
                          text(std::to_string(job.attempts)), text(job.planned), text(job.reason)},
                         may_retry && !job.key.is_manual() ? job.key.org : "",
                         visit.session->unit_name(job.key.org),
                         is_parked});
  }
  list.next_step = "到期的定时任务会自己排进来。";
  list.deeds = {{Url({"admin", "jobs", "do", "retry"}), "重新生成"}};
  Field states{"state", "状态", "", Field::Kind::kChoice, false, "", {{"", "全部"}}};
  for (const auto& [value, label] : kJobStates) states.options.push_back({value, label});
  Page page{"任务", html::join({tiles(counts), filters(visit, {states, {"name", "机构编码"}}),
                                render(visit, list), works_of_all(visit)})};
  return show(visit, page);
}

http::Response do_retry_jobs(const Visit& visit) {
  std::vector<std::string> orgs = visit.fields("id");
  if (orgs.empty()) throw base::Refused("act.no-id", "请先勾选要重新生成的任务");
  std::vector<report::Job> taken = report::retry_jobs(*visit.session, orgs, /*dry_run=*/false);
  if (visit.request.wants_json()) {
    json::Json rows = json::Json::array();
    for (const report::Job& job : taken) rows.push_back(json::to_json(job));
    return json_answer(200, {{"jobs", rows}});
  }
  return done(visit, Url({"admin", "jobs"}), fmt::format("{} 个任务将重新生成", taken.size()));
}

http::Response show_schedules(const Visit& visit) {
  std::vector<report::ScheduleEntry> entries = report::list_schedules(visit.session->settings());
  if (visit.request.wants_json()) {
    json::Json rows = json::Json::array();
    for (const report::ScheduleEntry& entry : entries) rows.push_back(json::to_json(entry));
    return rows_answer(std::move(rows));
  }
  List list;
  list.paging.total = static_cast<std::int64_t>(entries.size());
  list.caption = "定时任务";
  list.columns = {{"编号"},     {"报表"},     {"规则"},     {"时区"},
                  {"补做期限"}, {"下次运行"}, {"报告年度"}, {"机构"}};
  for (const auto& [one, next] : entries) {
    list.rows.push_back(
        {{text(one.id), text(one.report), text(one.repeat), text(one.time_zone),
          text(one.catch_up_text), text(next ? base::render(next->local) : "不再运行"),
          text(next ? std::to_string(next->reporting_year.value()) : ""),
          text(institutes_of_schedule(one))},
         "",
         "",
         false});
  }
  list.next_step = "定时任务写在 workflows/schedules.yaml。";
  constexpr std::size_t kNextRuns = 10;
  std::vector<Html> runs;
  for (const report::NextRun& run : report::next_runs(visit.session->settings(), "", kNextRuns)) {
    runs.push_back(
        element("li", {},
                {text(fmt::format("{}　{}　{}（{} 年度）", base::render(run.occurrence.local),
                                  run.schedule.id, run.schedule.report,
                                  run.occurrence.reporting_year.value()))}));
  }
  return show(visit,
              {"定时任务",
               html::join({render(visit, list),
                           runs.empty() ? Html() : card({element("ol", {}, runs)}, "接下来")})});
}

}  // namespace xueshi::web
